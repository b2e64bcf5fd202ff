using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Threads;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Whether a task that is open was completed and reopened since it was last known not to be: a read cannot say so, the
/// activity feed can. It is asked only when Tallyfy dates a change that was not looked at yet.
/// </summary>
internal static class FindReopening
{
    // Tallyfy's list of verbs has the first two, and nobody says which of them a task gets.
    private static readonly string[] Reopened = ["re-opened", "uncompleted", "reopened"];

    /// <summary>Whether something happened of which a read alone does not say what.</summary>
    public static bool IsNeeded(StoredApproval known, ApprovalReading reading) =>
        reading.UpdatedAt is not { } updated
        || updated.ToUnixTimeMilliseconds() != known.SameUntil.ToUnixTimeMilliseconds();

    /// <summary>Null when it is the opening that is known.</summary>
    /// <exception cref="Client.Errors.TallyfyException">Tallyfy could not be asked, so nobody knows.</exception>
    public static async Task<Reopening?> ExecuteAsync(
        Organization organization, StoredApproval known, CancellationToken cancellationToken)
    {
        var filter = new ActivityFilter { Since = known.SameUntil, Task = known.Key.Task };
        var rows = await organization.ServiceClient.ListActivityAsync(organization.Id, filter, cancellationToken)
            .Where(row => row.TaskId == known.Key.Task && !(row.CreatedAt <= known.SameUntil)) // or nobody says when
            .ToListAsync(cancellationToken);

        // Where everyone must complete, a completion is one of several.
        var completion = rows.FirstOrDefault(IsCompletion);
        var isReopened = rows.Any(IsReopening)
            || (completion is not null && !known.Content.EveryoneMustComplete);

        return isReopened ? new Reopening(completion?.Actor?.FullName, completion?.CreatedAt) : null;
    }

    public static bool IsCompletion(TallyfyActivity row) => Is(row, "completed");

    public static bool IsReopening(TallyfyActivity row) => Reopened.Any(verb => Is(row, verb));

    private static bool Is(TallyfyActivity row, string verb) =>
        string.Equals(row.Verb, verb, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who had completed it, and when, as far as the feed says.</summary>
internal sealed record Reopening(string? By, DateTimeOffset? At);
