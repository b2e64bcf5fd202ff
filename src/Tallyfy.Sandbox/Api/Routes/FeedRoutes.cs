using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>The activity feed (docs/tallyfy-facts.md 13), cheapest when it is asked for the days one wants.</summary>
internal static class FeedRoutes
{
    private const int PerPage = 20;
    private const int MinSearch = 2;
    private const int MaxSearch = 100;

    private static readonly string[] EntityTypes = ["checklist", "run", "step", "task", "thread"];

    public static ApiAnswer All(ApiCall call)
    {
        if (FindMistake(call) is { } mistake)
            return ApiErrors.From(mistake);
        if (FindRefusal(call) is { } refusal)
            return ApiErrors.From(refusal);

        var access = new TaskAccess(call.State, call.Options);
        var found = call.State.Events
            .Newest(Day(call, "created_after") ?? DateOnly.MinValue, Day(call, "created_before") ?? DateOnly.MaxValue)
            .Select(logged => new FeedEntry(logged.Id, logged.Event, call.State.Organization))
            .Where(entry => Matches(call, entry) && MaySee(call.Caller, entry, access));
        var sorted = call.Query("sort") == "created_at" ? found.Reverse() : found;
        return Paging.List(
            call, sorted, entry => FeedShapes.Row(entry, call.Options), SandboxJson.Default.ListJsonFeedJson, PerPage);
    }

    private static Refusal? FindMistake(ApiCall call)
    {
        var errors = new FieldErrors(call);
        if (call.Query("entity_type") is { } type && !EntityTypes.Contains(type))
            errors.Add("entity_type", "The selected entity type is invalid.");
        if (call.Query("entity_id") is not null && call.Query("entity_type") is null)
            errors.Add("entity_type", "The entity type field is required when entity id is present.");
        foreach (var name in new[] { "created_after", "created_before" })
        {
            if (call.Query(name) is not null && Day(call, name) is null)
                errors.Add(name, $"The {name.Replace('_', ' ')} does not match the format Y-m-d.");
        }

        if (call.Query("search")?.Length is < MinSearch or > MaxSearch)
            errors.Add("search", $"The search must be between {MinSearch} and {MaxSearch} characters.");
        return errors.Refusal;
    }

    /// <summary>A process is shown to its creator, to who works in it, and to who may read processes.</summary>
    private static Refusal? FindRefusal(ApiCall call)
    {
        const string Message = "You do not have permission to view this activity.";
        if (call.Caller.IsAdmin)
            return null;
        if (call.Query("entity_type") != "run" || call.Query("entity_id") is not { } id)
            return call.Options.FeedForMembers == "error-403" ? new Refusal.Forbidden(Message) : null;
        if (call.State.Runs.Find(id) is not { } run)
            return null;

        var access = new TaskAccess(call.State, call.Options);
        var isIn = run.StartedBy == call.Caller.Id
            || call.Caller.Role != MemberRole.Light
            || run.Tasks.Exists(task => access.IsAssignee(call.Caller, task));
        return isIn ? null : Refusal.FromSetting(call.Options.FeedRefusal, Message);
    }

    private static bool MaySee(Member member, FeedEntry entry, TaskAccess access) => entry.Event switch
    {
        _ when member.IsAdmin => true,
        { Actor: { } actor } when actor.Id == member.Id => true,
        { Task: { } task } => access.Sees(member, task) || task.Run?.StartedBy == member.Id,
        { Run: { } run } => run.StartedBy == member.Id
            || member.Role != MemberRole.Light
            || run.Tasks.Exists(task => access.IsAssignee(member, task)),
        _ => false,
    };

    private static bool Matches(ApiCall call, FeedEntry entry)
    {
        if (call.Query("entity_type") is { } kind && !entry.IsAbout(kind, call.Query("entity_id")))
            return false;
        return Same(call, "type", entry.Type)
            && Same(call, "verb", entry.Verb)
            && Same(call, "source", entry.Source)
            && Same(call, "actor_type", entry.Event.Actor is null ? null : "user")
            && Same(call, "actor_id", entry.Event.Actor?.Id.ToString(CultureInfo.InvariantCulture))
            && Same(call, "actor_email", entry.Event.Actor?.Email)
            && Same(call, "field", entry.Event.Field)
            && Same(call, "origin_type", null)
            && Same(call, "origin_id", null)
            && (call.Query("search") is not { } text
                || entry.Description.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Same(ApiCall call, string name, string? value) =>
        call.Query(name) is not { } asked || string.Equals(asked, value, StringComparison.OrdinalIgnoreCase);

    private static DateOnly? Day(ApiCall call, string name) => DateOnly.TryParseExact(
        call.Query(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
