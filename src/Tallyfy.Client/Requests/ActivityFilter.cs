using System.Globalization;
using Tallyfy.Client.Http;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Requests;

/// <summary>Which activities to list; what is null is not asked for.</summary>
public sealed record ActivityFilter
{
    /// <summary>Nothing older than this; an activity without a date is kept.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary><c>completed</c>, <c>uncompleted</c>, <c>commented</c>, <c>issue-reported</c> and others.</summary>
    public string? Verb { get; init; }

    /// <summary><c>Task</c>, <c>Comment</c>, <c>Step</c>, <c>Process</c> and others.</summary>
    public string? Type { get; init; }

    /// <summary>Only what happened to this run and its tasks.</summary>
    public string? Run { get; init; }

    /// <summary>Only what happened to this task; it goes before the run.</summary>
    public string? Task { get; init; }

    internal bool Wants(TallyfyActivity activity) => Since is null || !(activity.CreatedAt < Since);

    // Tallyfy filters by whole days of a time zone that nobody names; a day more loses nothing.
    internal string On(string path) => path
        .WithQuery("entity_type", Task is not null ? "task" : Run is not null ? "run" : null)
        .WithQuery("entity_id", Task ?? Run)
        .WithQuery("type", Type)
        .WithQuery("verb", Verb)
        .WithQuery("created_after", DayBefore(Since));

    private static string? DayBefore(DateTimeOffset? instant) => instant is { } since
        ? DateOnly.FromDateTime(since.UtcDateTime).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;
}
