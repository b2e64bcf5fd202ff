using System.Text.Json;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Groups of members and guests (docs/tallyfy-facts.md 5.3). An update changes what it names.</summary>
internal static class GroupRoutes
{
    private const int MaxName = 200;
    private const int MaxDescription = 5000;

    public static ApiRoute Deletion { get; } = new(Delete) { NeedsJson = false };

    public static ApiAnswer All(ApiCall call)
    {
        var found = call.State.People.Groups.Where(group =>
            call.Query("q") is not { } text || group.Name.Contains(text, StringComparison.OrdinalIgnoreCase));
        var sorted = Sorting.Apply(found, call.Query("sort_by"), new()
        {
            ["name"] = group => group.Name,
            ["created_at"] = group => group.CreatedAt,
            ["updated_at"] = group => group.UpdatedAt ?? group.CreatedAt,
        });
        return Paging.List(call, sorted, group => Shapes.Group(group, call), SandboxJson.Default.ListJsonGroupJson);
    }

    public static ApiAnswer One(ApiCall call) =>
        Find(call) is { } group ? Show(group, call) : ApiErrors.From(new Refusal.NotFound());

    public static ApiAnswer Create(ApiCall call)
    {
        if (FindFault(call, null) is { } refusal)
            return ApiErrors.From(refusal);

        var group = Read(call, new Group { Id = SandboxState.NewId(), Name = "", CreatedAt = call.Now });
        call.State.People.Add(group);
        Note(call, EventVerb.Created, group);
        return Show(group, call, StatusCodes.Status201Created);
    }

    public static ApiAnswer Update(ApiCall call)
    {
        if (Find(call) is not { } known)
            return ApiErrors.From(new Refusal.NotFound());
        if (FindFault(call, known) is { } refusal)
            return ApiErrors.From(refusal);

        var group = Read(call, known with { UpdatedAt = call.Now });
        call.State.People.Replace(group);
        Note(call, EventVerb.Updated, group);
        return Show(group, call, StatusCodes.Status201Created);
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        if (Find(call) is not { } group)
            return ApiErrors.From(new Refusal.NotFound());
        if (call.Caller.Role == MemberRole.Light)
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to manage groups."));

        call.State.People.Remove(group);
        Note(call, EventVerb.Deleted, group);
        return ApiAnswer.Nothing;
    }

    private static Group? Find(ApiCall call) =>
        call.State.People.Groups.FirstOrDefault(group => group.Id == call.Route("group"));

    private static Refusal? FindFault(ApiCall call, Group? known)
    {
        if (call.Caller.Role == MemberRole.Light)
            return new Refusal.Forbidden("You do not have permission to manage groups.");

        var errors = new FieldErrors(call)
            .Text("name", MaxName, isRequired: known is null || call.Options.GroupUpdateName == "required")
            .Text("description", MaxDescription, isRequired: known is null)
            .Members("members")
            .Emails("guests");
        var isTaken = call.State.People.Groups.Any(group =>
            group.Id != known?.Id && string.Equals(group.Name, call.Text("name"), StringComparison.OrdinalIgnoreCase));
        return (isTaken ? errors.Add("name", "The name has already been taken.") : errors).Refusal;
    }

    private static Group Read(ApiCall call, Group group) => group with
    {
        Name = call.Text("name") is { Length: > 0 } name ? name : group.Name,
        Description = call.Text("description") is { Length: > 0 } description ? description : group.Description,
        Members = call.Numbers("members") ?? group.Members,
        Guests = Items(call, "guests")?.Select(item => item.GetString() ?? "").Distinct().ToList() ?? group.Guests,
    };

    private static IEnumerable<JsonElement>? Items(ApiCall call, string name) =>
        call.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : null;

    private static void Note(ApiCall call, EventVerb verb, Group group) =>
        call.State.Events.Add(new SandboxEvent(verb, call.Now) { Actor = call.Caller, Group = group });

    private static ApiAnswer Show(Group group, ApiCall call, int status = StatusCodes.Status200OK) => ApiAnswer.Json(
        status, new ItemJson<GroupJson>(Shapes.Group(group, call)), SandboxJson.Default.ItemJsonGroupJson);
}
