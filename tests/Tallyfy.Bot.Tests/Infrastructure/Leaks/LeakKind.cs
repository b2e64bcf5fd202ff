namespace Tallyfy.Bot.Tests.Infrastructure.Leaks;

/// <summary>What it is that must not be seen.</summary>
internal enum LeakKind
{
    AccessToken,
    MintedToken,
    ClientSecret,
    WebhookSecret,
    TrailKey,
    Name,
    Address,

    /// <summary>What somebody typed: a reason, a message, a code.</summary>
    Typed,

    Title,
    Description,

    /// <summary>What Tallyfy answered, or somebody wrote there.</summary>
    Words,
}

/// <summary>Where it would be seen.</summary>
internal enum LeakChannel
{
    Log,
    Trace,
    Metric,
    ErrorBody,
}

/// <summary>Something that must not be seen, where it was seen, and the line it stands in.</summary>
internal sealed record Leak(LeakChannel Channel, LeakKind Kind, string Line)
{
    public override string ToString() => $"{Kind} in {Channel}: {Line}";
}
