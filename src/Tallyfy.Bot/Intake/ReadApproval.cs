using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Reads one task from Tallyfy, now, and translates it: the only place that turns tasks into approvals.
/// </summary>
internal sealed class ReadApproval(TimeProvider time)
{
    /// <summary>Null when the task is gone or is no approval.</summary>
    public async Task<ApprovalReading?> ExecuteAsync(
        Organization organization, string task, CancellationToken cancellationToken)
    {
        var beganAt = time.GetUtcNow();

        if (await organization.ServiceClient.FindTaskAsync(organization.Id, task, cancellationToken)
            is not { IsOtherThanApproval: false } found)
            return null;

        if (!found.IsApproval)
            throw new TallyfyException(
                TallyfyErrorKind.UnreadableAnswer, "Tallyfy does not say what kind of task this is.");

        if (!found.Id.Equals(task, StringComparison.OrdinalIgnoreCase))
            throw new TallyfyException(TallyfyErrorKind.UnreadableAnswer, "Tallyfy answered about another task.");

        // While it is open both are beside the point; once it is done they say what became of it.
        if (found.IsDone && found.Unread.Any(name => name is "completer_id" or "is_approved"))
            throw new TallyfyException(TallyfyErrorKind.UnreadableAnswer, "Tallyfy does not say who completed it how.");

        var groups = await organization.Members.ListGroupsAsync(found.Owners.Groups, cancellationToken);
        long[] owners = [.. found.Owners.Users.Concat(groups.SelectMany(group => group.Members)).Distinct().Order()];
        var mayDecide = await WithoutFormerAsync(owners, organization, cancellationToken);

        var content = await ContentOfAsync(found, groups, organization, cancellationToken);

        return new ApprovalReading
        {
            Id = new ApprovalId(organization.Id, RunOf(found), found.Id),
            BeganAt = beganAt,
            State = StateOf(found, beganAt),
            BlockReason = await FindBlockReason.ExecuteAsync(found, organization, beganAt, cancellationToken),
            OrganizationName = await organization.GetNameAsync(cancellationToken),
            Content = content,
            Digest = ContentDigest.For(content),
            MayDecide = mayDecide,
            Former = [.. owners.Except(mayDecide)],
            Verdict = found.ApprovedWhenDone switch
            {
                true => Verdict.Approved,
                false => Verdict.Rejected,
                null => null,
            },
            CompleterId = found.CompleterId,
            Completer = await NameOfAsync(found.CompleterId, organization, cancellationToken) ?? found.CompleterGuest,
            CompletedAt = found.CompletedAt,
            UpdatedAt = found.LastUpdated,
        };
    }

    // Tallyfy leaves a task with whoever was disabled or removed since. Who is only invited may come.
    private static async Task<IReadOnlyList<long>> WithoutFormerAsync(
        IEnumerable<long> members, Organization organization, CancellationToken cancellationToken)
    {
        var left = new List<long>();

        foreach (var member in members)
        {
            if (!await organization.Members.IsFormerAsync(member, cancellationToken))
                left.Add(member);
        }

        return left;
    }

    /// <summary>Whether a task waits for a verdict.</summary>
    public static ApprovalState StateOf(TallyfyTask task, DateTimeOffset now) =>
        FindBlockReason.KindOf(task, now) switch
        {
            BlockReasonKind.Archived => ApprovalState.Gone,
            not null => ApprovalState.OnHold,
            null when task.IsDone => ApprovalState.DecidedElsewhere,
            null => ApprovalState.Pending,
        };

    private static async Task<ApprovalContent> ContentOfAsync(
        TallyfyTask task,
        IReadOnlyList<TallyfyGroup> groups,
        Organization organization,
        CancellationToken cancellationToken)
    {
        var owners = new List<string>();

        foreach (var user in task.Owners.Users.Distinct())
        {
            if (await NameOfAsync(user, organization, cancellationToken) is { } name)
                owners.Add(name);
        }

        return new ApprovalContent
        {
            Title = task.Title,
            DescriptionHtml = task.Summary,
            Process = task.Run?.Name,
            Requester = await NameOfAsync(RequesterOf(task), organization, cancellationToken),
            RequesterId = RequesterOf(task),
            Template = TemplateOf(task),
            IsTemplateUnknown = TemplateOf(task) is null && !HasNoTemplate(task),
            Deadline = task.Deadline,
            Unread = UnreadOf(task),
            Fields = [.. task.FormFields.OrderBy(field => field.Position ?? int.MaxValue).Select(FieldAnswer.From)],
            Owners = [.. owners, .. groups.Select(group => group.Name), .. task.Owners.Guests],
            EveryoneMustComplete = task.EveryoneMustComplete ?? true, // unsaid: sent once, and it ends for nobody else
            Progress = task.CompletionProgress is { Completed: { } done, Total: { } all }
                ? new ApprovalProgress(done, all)
                : null,
        };
    }

    private static UnreadContent UnreadOf(TallyfyTask task) => task.Unread.Aggregate(
        UnreadContent.None,
        (parts, name) => parts | name switch
        {
            "title" => UnreadContent.Title,
            "deadline" => UnreadContent.Deadline,
            "summary" => UnreadContent.Details | UnreadContent.Description,
            "form_fields" => UnreadContent.Details | UnreadContent.Fields,
            "owners" or "run.name" => UnreadContent.Details,
            "started_at" or "problem" or "threads" or "issues" => UnreadContent.Details, // it might be on hold
            _ => UnreadContent.None,
        });

    // An ad-hoc task is completed by itself, whatever it comes with.
    private static string? RunOf(TallyfyTask task) => task.RunId ?? (task.IsOneoffTask ? null : task.Run?.Id);

    private static string? TemplateOf(TallyfyTask task) =>
        task.Run?.ChecklistId is { Length: > 0 } template ? template : task.ChecklistId;

    // An ad-hoc task may belong to a run all the same, and that may have a template.
    private static bool HasNoTemplate(TallyfyTask task) => task is { IsOneoffTask: true, RunId: null };

    // An ad-hoc task asks for whoever made it, whoever launched the run that it was put into. Where one of the two
    // cannot be read the other is not taken for it: what is whose own would be decided by that.
    private static long? RequesterOf(TallyfyTask task) =>
        task.Unread.Any(name => name is "starter_id" or "run.started_by") ? null
        : task.IsOneoffTask ? task.StarterId ?? task.Run?.StartedBy : task.Run?.StartedBy ?? task.StarterId;

    private static async Task<string?> NameOfAsync(
        long? user, Organization organization, CancellationToken cancellationToken) =>
        user is { } id ? (await organization.Members.FindReadableAsync(id, cancellationToken))?.FullName : null;
}
