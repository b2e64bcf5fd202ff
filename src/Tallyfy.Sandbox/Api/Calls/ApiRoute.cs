namespace Tallyfy.Sandbox.Api.Calls;

internal enum Audience
{
    /// <summary>A member's token; the application's own is refused.</summary>
    Members,

    /// <summary>The application's token only.</summary>
    Application,

    /// <summary>No token at all.</summary>
    Anybody,
}

/// <summary>One endpoint of the imitated API. Secrets travel through those that are not journaled.</summary>
internal sealed record ApiRoute(Func<ApiCall, ApiAnswer> Handle)
{
    public Audience Audience { get; init; } = Audience.Members;

    public bool NeedsClientHeader { get; init; } = true;

    public bool IsJournaled { get; init; } = true;

    /// <summary>Token requests are forms; their bodies carry secrets and are kept nowhere.</summary>
    public bool ReadsForm { get; init; }

    /// <summary>Uploads are read apart: they are large, and their bytes belong into no journal.</summary>
    public bool ReadsUpload { get; init; }

    /// <summary>Whether a body that is no JSON object is refused; other routes ignore what they get.</summary>
    public bool NeedsJson { get; init; } = true;
}
