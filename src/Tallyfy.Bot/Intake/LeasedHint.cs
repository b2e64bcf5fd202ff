using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>A hint that is being read.</summary>
internal sealed record LeasedHint : WorkItem
{
    public string Organization { get; init; } = "";

    public HintKind Kind { get; init; }

    /// <summary>The id of the task or run; empty for the feed.</summary>
    public string Subject { get; init; } = "";

    public long Priority { get; init; }

    public string Fingerprint { get; init; } = "";

    /// <summary>How often it had been told when it was taken.</summary>
    public long TimesNotified { get; init; }

    public HintSource Source => (HintSource)Priority;

    public Hint Hint => new(Kind, Subject) { Fingerprint = Fingerprint, Source = Source };
}
