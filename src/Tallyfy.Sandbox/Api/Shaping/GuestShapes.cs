using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>Guests as they appear on the wire.</summary>
internal static class GuestShapes
{
    /// <summary>What a caller may write into the details, in the order they appear.</summary>
    public static readonly IReadOnlyList<string> Details =
    [
        "status", "phone_1", "phone_2", "timezone", "image_url", "contact_url", "company_url", "opportunity_url",
        "company_name", "opportunity_name", "external_sync_source", "external_date_creation",
    ];

    private static readonly string[] Unknown =
        ["cadence_days", "last_city", "last_country", "last_accessed_at"];

    public static GuestJson Guest(Guest guest, ApiCall call) => new()
    {
        Id = guest.Id,
        Email = guest.Email,
        FirstName = guest.FirstName,
        LastName = guest.LastName,
        CreatedAt = WireDate.Seconds(guest.CreatedAt),
        Link = Link(guest, call.State),
        Details = DetailsOf(guest),
        Stats = call.With.Contains("stats") ? Stats(guest, call.State) : null,
    };

    /// <summary>A guest just made has a date like no other object.</summary>
    public static GuestJson Created(Guest guest, ApiCall call) =>
        Guest(guest, call) with { CreatedAt = WireDate.Plain(guest.CreatedAt) };

    public static string Link(Guest guest, SandboxState state) =>
        $"https://go.tallyfy.com/guest-all-task/{state.Organization.Id}/{guest.Code}";

    public static bool Owns(Guest guest, TallyfyTask task) =>
        task.Owners.Guests.Contains(guest.Email, StringComparer.OrdinalIgnoreCase);

    private static JsonObject DetailsOf(Guest guest)
    {
        var details = new JsonObject();
        foreach (var name in Details)
            details[name] = guest.Details.GetValueOrDefault(name);
        foreach (var name in Unknown)
            details[name] = null;
        details["associated_members"] = guest.AssociatedMembers is { } members
            ? new JsonArray([.. members.Select(id => JsonValue.Create(id))])
            : null;
        details["disabled_at"] = Date(guest.DisabledAt);
        details["disabled_by"] = guest.DisabledBy;
        details["reactivated_at"] = Date(guest.ReactivatedAt);
        details["reactivated_by"] = guest.ReactivatedBy;
        return details;
    }

    private static GuestStatsJson Stats(Guest guest, SandboxState state)
    {
        var tasks = state.Tasks.All.Where(task => Owns(guest, task)).ToList();
        var done = tasks.FindAll(task => task.IsCompleted);
        var alone = done.FindAll(task => task.Process is null);
        return new GuestStatsJson
        {
            AssignedTasks = tasks.Count - done.Count,
            TasksCompleted = done.Count,
            LastTaskCompletedAt = Date(done.Max(task => task.Completion?.At)),
            OneOffTasksCompleted = alone.Count,
            LastOneOffTaskCompletedAt = Date(alone.Max(task => task.Completion?.At)),
        };
    }

    private static string? Date(DateTimeOffset? at) => at is { } moment ? WireDate.Seconds(moment) : null;
}
