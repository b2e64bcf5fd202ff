namespace Tallyfy.Bot.Approvals;

/// <summary>
/// What one card showed when it was tapped: on which message, about which generation, with which content.
/// </summary>
/// <param name="Id">What the card carries.</param>
/// <param name="Card">The message.</param>
/// <param name="Digest">What a decision is about.</param>
/// <param name="Version">The version of the approval it showed.</param>
internal sealed record Rendering(RenderingId Id, PostedCard Card, string Digest, long Version)
{
    /// <summary>Which page, and how much of what is decided had been shown by then.</summary>
    public required ShownPage Page { get; init; }

    /// <summary>Whether it is a row of a list, which shows nothing that could be decided about.</summary>
    public bool IsRow => Version == 0;
}
