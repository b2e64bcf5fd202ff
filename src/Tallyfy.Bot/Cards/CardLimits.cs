namespace Tallyfy.Bot.Cards;

/// <summary>How much of what other people wrote one card shows, in visible characters and entries.</summary>
internal sealed record CardLimits
{
    /// <summary>
    /// From all that is worth showing down to what always fits; a card takes the first that keeps it small enough.
    /// </summary>
    public static readonly IReadOnlyList<CardLimits> Levels =
    [
        new()
        {
            Title = 600, Line = 120, Names = 8, Description = 1_500, Fields = 12, Answer = 300,
            Reason = 1_000, Entries = 10, Rows = 30,
        },
        new()
        {
            Title = 300, Line = 80, Names = 6, Description = 700, Fields = 8, Answer = 120,
            Reason = 1_000, Entries = 8, Rows = 20,
        },
        new()
        {
            Title = 150, Line = 50, Names = 4, Description = 250, Fields = 5, Answer = 60,
            Reason = 500, Entries = 5, Rows = 12,
        },
        new()
        {
            Title = 80, Line = 30, Names = 2, Description = 0, Fields = 0, Answer = 0,
            Reason = 200, Entries = 4, Rows = 6,
        },
    ];

    public static int MostRows => Levels[0].Rows;

    public static int Shortest => Levels.Count - 1;

    public required int Title { get; init; }

    /// <summary>Names of people, processes and organizations, labels, addresses.</summary>
    public required int Line { get; init; }

    public required int Names { get; init; }

    public required int Description { get; init; }

    public required int Fields { get; init; }

    public required int Answer { get; init; }

    public required int Reason { get; init; }

    /// <summary>Approvals in a list.</summary>
    public required int Entries { get; init; }

    /// <summary>The same where a row has a button and only what tells approvals apart.</summary>
    public required int Rows { get; init; }
}
