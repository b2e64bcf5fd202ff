namespace Tallyfy.Bot.RequestLimits;

/// <summary>Whose doing an activity is, as far as that says what it is counted with.</summary>
internal enum ArrivalKind
{
    /// <summary>A person tapped or wrote.</summary>
    Person,

    /// <summary>A client asked by itself.</summary>
    Refresh,

    /// <summary>Said once and never again, so a busy tenant does not keep it out.</summary>
    Installation,
}
