namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>Who sent a request: a channel with a token, somebody on this machine, or a stranger.</summary>
internal sealed record Caller
{
    public GateResult.Refused? Objection { get; private init; }

    public bool IsAnonymous { get; private init; }

    /// <summary>The token's own service URL.</summary>
    public string? ServiceUrl { get; private init; }

    /// <summary>The channels the signing key may speak for.</summary>
    public IReadOnlyList<string> Endorsements { get; private init; } = [];

    public static Caller Anonymous { get; } = new() { IsAnonymous = true };

    public static Caller Stranger(int status, string reason) => new() { Objection = new(status, reason) };

    public static Caller Channel(string? serviceUrl, IReadOnlyList<string> endorsements) =>
        new() { ServiceUrl = serviceUrl, Endorsements = endorsements };
}
