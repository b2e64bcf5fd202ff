using System.Globalization;
using Tallyfy.Client.Http;

namespace Tallyfy.Client.Requests;

/// <summary>Which tasks to list; what is null is not asked for.</summary>
public sealed record TaskFilter
{
    /// <summary><c>active</c>, <c>completed</c>, <c>overdue</c>, <c>hasproblem</c> and others.</summary>
    public string? Status { get; init; }

    /// <summary>Words to search for.</summary>
    public string? Search { get; init; }

    /// <summary>Ids of members, any of whom owns the task.</summary>
    public IReadOnlyList<long> Owners { get; init; } = [];

    /// <summary>Addresses of guests, any of whom owns the task.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>Ids of groups, any of which owns the task.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Only tasks due after this day.</summary>
    public DateOnly? DeadlineAfter { get; init; }

    /// <summary>Only tasks due before this day.</summary>
    public DateOnly? DeadlineBefore { get; init; }

    /// <summary>Only tasks that nobody owns, or only those that somebody does.</summary>
    public bool? IsUnassigned { get; init; }

    /// <summary>Only ad-hoc tasks, or none of them; lists of an organization only.</summary>
    public bool? IsOneoff { get; init; }

    /// <summary>What comes with each task.</summary>
    public TaskIncludes Includes { get; init; }

    /// <summary><c>deadline</c>, <c>newest</c> or <c>problems</c>; <c>-</c> in front turns it round.</summary>
    public string? Sort { get; init; }

    internal string On(string path) => path
        .WithQuery("q", Search)
        .WithQuery("status", Status)
        .WithQuery("owners", List(Owners.Select(owner => owner.ToString(CultureInfo.InvariantCulture))))
        .WithQuery("guests", List(Guests))
        .WithQuery("groups", List(Groups))
        .WithQuery("deadline_after", Day(DeadlineAfter))
        .WithQuery("deadline_before", Day(DeadlineBefore))
        .WithQuery("unassigned", Flag(IsUnassigned))
        .WithQuery("is_oneoff", Flag(IsOneoff))
        .WithQuery("with", Includes.InWords())
        .WithQuery("sort", Sort);

    private static string? List(IEnumerable<string> values) =>
        string.Join(',', values) is { Length: > 0 } list ? list : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Flag(bool? flag) => flag is { } value ? value ? "true" : "false" : null;
}
