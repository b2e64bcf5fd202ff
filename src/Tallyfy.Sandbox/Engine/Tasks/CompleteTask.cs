using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>What a caller asks for when completing. Where it comes in by the process path, that process.</summary>
internal sealed record CompletionRequest(string TaskId, string? RunId)
{
    public bool? IsApproved { get; init; }

    public int? OverrideUser { get; init; }

    public string? Comment { get; init; }
}

/// <summary>A task somebody has just signed; it may still wait for others.</summary>
internal sealed record SignedTask(TallyfyTask Task, int? CompleterId, bool? IsApproved)
{
    /// <summary>What the rules of its process changed because of it.</summary>
    public IReadOnlyList<TallyfyTask> Changed { get; init; } = [];
}

/// <summary>Completes one task as docs/tallyfy-facts.md 8 says, with every doubt a setting.</summary>
internal sealed class CompleteTask(SandboxState state, SandboxOptions options)
{
    private const string NoPermission = "You do not have permission to complete this task.";

    public Result<SignedTask> Execute(Member actor, CompletionRequest request, DateTimeOffset now)
    {
        if (new TaskAddress(request.TaskId, request.RunId).FindToComplete(state, options) is not { } task)
            return new Refusal.NotFound();
        if (FindFault(actor, task, request) is { } refusal)
            return refusal;
        if (task.Completion is { } earlier)
            return FinishAgain(task, earlier, now);
        if (FindBlock(task) is { } block)
            return block;

        var completer = (request.OverrideUser is { } id ? state.People.Find(id) : null) ?? actor;
        var signed = new SignTask(state, options, now)
            .Execute(task, new Signer(actor, completer, null), request.IsApproved);
        if (request.Comment is { Length: > 0 } text && options.CommentOnComplete == "stored")
            new AddThread(state, options, now).Execute(actor, new Threaded(task), new NewThread(text));
        return signed;
    }

    /// <summary>What the page of a guest's link does; the API has no way to it (U17).</summary>
    public Result<SignedTask> ExecuteForGuest(string email, CompletionRequest request, DateTimeOffset now)
    {
        if (state.Tasks.Find(request.TaskId) is not { } task)
            return new Refusal.NotFound();
        if (!task.Owners.Guests.Contains(email, StringComparer.OrdinalIgnoreCase))
            return new Refusal.Forbidden(NoPermission);
        if (FindVerdictMissing(task, request) is { } mistake)
            return mistake;
        if (FindPlace(task) is { } place)
            return place;
        if (task.Completion is { } earlier)
            return FinishAgain(task, earlier, now);
        return FindBlock(task) is { } block
            ? block
            : new SignTask(state, options, now).Execute(task, new Signer(null, null, email), request.IsApproved);
    }

    private Refusal? FindFault(Member actor, TallyfyTask task, CompletionRequest request)
    {
        if (FindVerdictMissing(task, request) is { } mistake)
            return mistake;
        if (request.OverrideUser is { } named && FindOverrideFault(actor, named) is { } overriding)
            return overriding;
        return new TaskAccess(state, options).MayComplete(actor, task)
            ? FindPlace(task)
            : new Refusal.Forbidden(NoPermission);
    }

    private Refusal? FindVerdictMissing(TallyfyTask task, CompletionRequest request) =>
        task.IsApproval && request.IsApproved is null && options.ApprovalWithoutVerdict == "error-422"
            ? Refusal.Field("is_approved", "The is approved field is required.")
            : null;

    private Refusal? FindPlace(TallyfyTask task)
    {
        if (task.IsArchived)
            return Refusal.FromSetting(options.ArchivedTask, "Task is archived.");
        return task.IsHidden
            ? Refusal.FromSetting(options.HiddenTask, "Task is hidden and cannot be completed.")
            : null;
    }

    private Refusal? FindOverrideFault(Member actor, int named)
    {
        if (state.People.Find(named) is null && options.UnknownOverrideUser == "error-422")
            return Refusal.Field("override_user", "The selected override user is invalid.");

        var isFree = options.OverrideUserBy switch
        {
            "admins" => named == actor.Id,
            "admins-only" => false,
            _ => true,
        };
        return !isFree && !actor.IsAdmin
            ? new Refusal.Forbidden("You do not have permission to complete a task for another user.")
            : null;
    }

    private Result<SignedTask> FinishAgain(TallyfyTask task, TaskCompletion earlier, DateTimeOffset now)
    {
        if (options.AlreadyCompleted != "silent-200-refire")
            return new Refusal.Rule(StatusCodes.Status422UnprocessableEntity, "Task is already completed.");

        var completer = earlier.CompleterId is { } id ? state.People.Find(id) : null;
        state.Events.Add(new SandboxEvent(EventVerb.Completed, now) { Actor = completer, Task = task });
        return new SignedTask(task, earlier.CompleterId, earlier.IsApproved);
    }

    private Refusal? FindBlock(TallyfyTask task)
    {
        if (task.HasOpenIssue)
            return Refusal.FromSetting(options.UnresolvedIssue, "Task has unresolved issues.");
        if (task.Run is { HasOpenIssue: true })
            return Refusal.FromSetting(options.UnresolvedIssue, "Process has unresolved issues.");

        var missing = task.MissingFields
            .DistinctBy(field => options.RequiredFieldKeys == "label" ? field.Label : field.Id)
            .ToDictionary(
                field => options.RequiredFieldKeys == "label" ? field.Label : field.Id,
                field => new[] { $"The {field.Label} field is required." });
        return missing.Count > 0 ? new Refusal.InvalidFields(missing) : null;
    }
}
