using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>One answer of the chat platform and its meaning.</summary>
internal sealed record AnswerRow
{
    /// <summary>The first and last status it is given with; null where no answer came.</summary>
    public (int First, int Last)? Status { get; init; }

    /// <summary>The platform's word, or how a call without an answer ended; null is any.</summary>
    public string? Code { get; init; }

    /// <summary>What else it says, to tell answers apart that share a code; null is anything.</summary>
    public string? Words { get; init; }

    /// <summary>To which calls; all of them where there is none.</summary>
    public IReadOnlyList<ChatCall> To { get; init; } = [];

    public required ChatAnswer Answer { get; init; }

    public bool Fits(ChatCall call, int? status, string? code, string words) =>
        (Status is { } range ? status >= range.First && status <= range.Last : status is null)
        && (Code is null || Code == code)
        && (Words is null || words.Contains(Words, StringComparison.OrdinalIgnoreCase))
        && (To.Count == 0 || To.Contains(call));
}

/// <summary>What was asked of the chat platform.</summary>
internal enum ChatCall
{
    Post,
    Edit,

    /// <summary>To find or create the 1:1 chat.</summary>
    Open,

    /// <summary>To read a person's entry of the roster.</summary>
    Find,
}
