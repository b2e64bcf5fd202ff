using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.State;

/// <summary>What a caller asks for when completing. Where it comes in by the process path, that process.</summary>
internal sealed record CompletionRequest(string TaskId, string? RunId)
{
    public bool? IsApproved { get; init; }

    public int? OverrideUser { get; init; }

    public string? Comment { get; init; }
}

/// <summary>A task somebody has just signed; it may still wait for others.</summary>
internal sealed record SignedTask(TallyfyTask Task, int CompleterId, bool? IsApproved);

/// <summary>Completes one task as section 8 says, with every doubt a setting.</summary>
internal sealed class CompleteTask(SandboxState state, SandboxOptions options)
{
    private const string NoPermission = "You do not have permission to complete this task.";

    public Result<SignedTask> Execute(Member actor, CompletionRequest request, DateTimeOffset now)
    {
        if (FindAddressed(request) is not { } task)
            return new Refusal.NotFound();
        if (FindFault(actor, task, request) is { } refusal)
            return refusal;
        if (task.Completion is { } earlier)
            return FinishAgain(task, earlier);
        if (FindBlock(task) is { } block)
            return block;

        var completer = (request.OverrideUser is { } id ? state.People.Find(id) : null) ?? actor;
        var verdict = Verdict(task, request);
        Record(actor, completer, task, verdict, now);
        state.Events.Add(new SandboxEvent(EventVerb.Completed, now) { Actor = completer, Task = task });
        if (request.Comment is { Length: > 0 } text && options.CommentOnComplete == "stored")
            new AddComment(options).Execute(actor, task, text, "comment", null, now);
        return new SignedTask(task, completer.Id, verdict);
    }

    private TallyfyTask? FindAddressed(CompletionRequest request)
    {
        var task = state.Tasks.Find(request.TaskId);
        if (task is null || request.RunId == task.Run?.Id)
            return task;

        var isRunTaskAskedAlone = request.RunId is null && options.RunTaskOnStandalonePath == "accepted";
        return isRunTaskAskedAlone ? task : null;
    }

    private Refusal? FindFault(Member actor, TallyfyTask task, CompletionRequest request)
    {
        if (task.IsApproval && request.IsApproved is null && options.ApprovalWithoutVerdict == "error-422")
            return Refusal.Field("is_approved", "The is approved field is required.");
        if (request.OverrideUser is { } named && FindOverrideFault(actor, named) is { } overriding)
            return overriding;
        if (!new TaskAccess(state, options).MayComplete(actor, task))
            return new Refusal.Forbidden(NoPermission);
        if (task.ArchivedAt is not null)
            return Refusal.FromSetting(options.ArchivedTask, "Task is archived.");
        return task.IsHidden
            ? Refusal.FromSetting(options.HiddenTask, "Task is hidden and cannot be completed.")
            : null;
    }

    private Refusal? FindOverrideFault(Member actor, int named)
    {
        if (state.People.Find(named) is null && options.UnknownOverrideUser == "error-422")
            return Refusal.Field("override_user", "The selected override user is invalid.");

        return named != actor.Id && !actor.IsAdmin && options.OverrideUserBy == "admins"
            ? new Refusal.Forbidden("You do not have permission to complete a task for another user.")
            : null;
    }

    private Result<SignedTask> FinishAgain(TallyfyTask task, TaskCompletion earlier) =>
        options.AlreadyCompleted == "silent-200-refire"
            ? new SignedTask(task, earlier.CompleterId, earlier.IsApproved)
            : new Refusal.Rule(StatusCodes.Status422UnprocessableEntity, "Task is already completed.");

    private Refusal? FindBlock(TallyfyTask task)
    {
        if (task.HasOpenIssue)
            return Refusal.FromSetting(options.UnresolvedIssue, "Task has unresolved issues.");

        var missing = task.MissingFields.ToDictionary(
            field => options.RequiredFieldKeys == "label" ? field.Label : field.Id,
            field => new[] { $"The {field.Label} field is required." });
        return missing.Count > 0 ? new Refusal.InvalidFields(missing) : null;
    }

    private bool? Verdict(TallyfyTask task, CompletionRequest request) =>
        task.IsApproval || options.VerdictOnPlainTask == "stored" ? request.IsApproved : null;

    private void Record(Member actor, Member completer, TallyfyTask task, bool? isApproved, DateTimeOffset now)
    {
        task.LastUpdated = now;
        task.Run?.LastUpdated = now;

        var verdict = isApproved;
        if (task.EveryoneMustComplete && !(actor.IsAdmin && options.AdminClosesForEveryone))
        {
            task.Votes[completer.Id] = isApproved;
            if (!state.People.Assignees(task.Owners).All(task.Votes.ContainsKey))
                return;
            if (options.MixedVerdicts == "any-rejection" && task.Votes.ContainsValue(false))
                verdict = false;
        }

        task.Completion = new TaskCompletion(now, completer.Id, actor.Id, verdict);
    }
}
