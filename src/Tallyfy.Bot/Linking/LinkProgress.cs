using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>Where one person stands on the way to being linked with one organization.</summary>
internal sealed record LinkProgress
{
    public static LinkProgress None { get; } = new();

    public LinkStage Stage { get; init; }

    /// <summary>The member they seem to be.</summary>
    public LinkedAccount? Candidate { get; init; }

    public LinkCode? Code { get; init; }

    /// <summary>The task in Tallyfy that shows the code; null while it is on its way there.</summary>
    public string? Task { get; init; }

    /// <summary>When a proposal, a no, a code or a bar is over.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>For this code; <see cref="LinkTries"/> has what counts.</summary>
    public int WrongCodes { get; init; }

    /// <summary>What the buttons of a card belong to that asks this.</summary>
    public QuestionId? Question => QuestionId.Of(this);
}

internal enum LinkStage
{
    Idle,

    /// <summary>Said no lately: as good as idle, but the other organizations are asked about first.</summary>
    Declined,

    /// <summary>Asked whether they are that member.</summary>
    Proposed,

    /// <summary>The code is in Tallyfy, or on its way there.</summary>
    AwaitingCode,

    /// <summary>Too many wrong codes: nothing for a while.</summary>
    Barred,
}
