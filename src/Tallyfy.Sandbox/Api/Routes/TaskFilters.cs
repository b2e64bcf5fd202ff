using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>The filters of a task list as they come in a query string (docs/tallyfy-facts.md 6.1).</summary>
internal static class TaskFilters
{
    public static TaskQuery Read(ApiCall call) => new()
    {
        Status = call.Query("status"),
        Text = call.Query("q"),
        Owners = Numbers(call.Query("owners")),
        Guests = Texts(call.Query("guests")),
        Groups = Texts(call.Query("groups")),
        IsOneOff = call.Query("is_oneoff") is null ? null : call.Flag("is_oneoff"),
        IsUnassigned = call.Flag("unassigned"),
        Archived = call.Query("archived"),
        Tag = call.Query("tag"),
        Dates = Dates(call),
        Sort = call.Query("sort") ?? call.Query("sort_by"),
    };

    /// <summary>A list that names nobody real finds nothing; it does not become "no filter".</summary>
    public static IReadOnlyList<int> Numbers(string? list) =>
    [
        .. Texts(list).Select(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1),
    ];

    public static IReadOnlyList<string> Texts(string? list) => list?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    private static TaskDates? Dates(ApiCall call)
    {
        var created = Created(call);
        var deadline = Deadline(call);
        return created is null && deadline is null ? null : new TaskDates(created, deadline);
    }

    private static DayRange? Created(ApiCall call)
    {
        if (call.Query("created") is not { } text)
            return null;

        var ends = text.Split(':', 2);
        return new DayRange(Day(ends[0]), Day(ends[^1]));
    }

    /// <summary>deadline_on wins over the others.</summary>
    private static DayRange? Deadline(ApiCall call)
    {
        if (Day(call.Query("deadline_on")) is { } on)
            return new DayRange(on, on);

        var from = Day(call.Query("deadline_start_range")) ?? Day(call.Query("deadline_after"))?.AddDays(1);
        var to = Day(call.Query("deadline_end_range")) ?? Day(call.Query("deadline_before"))?.AddDays(-1);
        return from is null && to is null ? null : new DayRange(from, to);
    }

    private static DateTimeOffset? Day(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
        && day.Year is > 1 and < 9999
            ? new DateTimeOffset(day.UtcDateTime.Date, TimeSpan.Zero)
            : null;
}
