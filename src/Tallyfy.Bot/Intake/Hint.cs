using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Intake;

/// <summary>Something may have changed; nothing more is believed of whoever says so.</summary>
internal sealed partial record Hint(HintKind Kind, string Id)
{
    /// <summary>What the task list said, when it was the list that differed.</summary>
    public string Fingerprint { get; init; } = "";

    public HintSource Source { get; init; }

    /// <summary>Whatever happened lately is in the activity feed.</summary>
    public static readonly Hint Feed = new(HintKind.Feed, "");

    /// <summary>The run where there is one: its list says which of its approvals changed, for one request.</summary>
    public static Hint? For(string? run, string? task) =>
        IsId(run) ? new Hint(HintKind.Run, run!) : IsId(task) ? new Hint(HintKind.Task, task!) : null;

    private static bool IsId(string? text) => text is not null && Shape().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>How we know of it, in the order it is read.</summary>
internal enum HintSource
{
    /// <summary>Tallyfy said so when we asked, or we did it ourselves.</summary>
    Own,

    /// <summary>A webhook names what we have approvals of.</summary>
    Known,

    /// <summary>Found by comparing lists, not told by an event: it waits until the news are read.</summary>
    Sweep,

    /// <summary>A webhook names what we have never heard of: a new process, or something made up.</summary>
    Unknown,
}

/// <summary>What a hint is about.</summary>
internal enum HintKind
{
    Task,
    Run,
    Feed,
}
