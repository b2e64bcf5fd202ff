using System.Globalization;
using System.Text.Json;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>People outside, addressed by their e-mail (docs/tallyfy-facts.md 5.2).</summary>
internal static class GuestRoutes
{
    private const int AllGuests = 999;
    private const int MaxFirstName = 200;
    private const int MaxText = 255;

    public static ApiRoute Enabling { get; } = new(Enable) { NeedsJson = false };

    public static ApiRoute Disabling { get; } = new(Disable) { NeedsJson = false };

    public static ApiRoute Deletion { get; } = new(Delete) { NeedsJson = false };

    public static ApiAnswer All(ApiCall call)
    {
        var found = call.State.People.Guests.Where(guest =>
            call.Query("q") is not { } text || guest.Email.Contains(text, StringComparison.OrdinalIgnoreCase));
        var sorted = Sorting.Apply(found, call.Query("sort") ?? call.Query("sort_by") ?? "created_at", new()
        {
            ["id"] = guest => guest.Id,
            ["email"] = guest => guest.Email,
            ["first_name"] = guest => guest.FirstName ?? "",
            ["last_name"] = guest => guest.LastName ?? "",
            ["created_at"] = guest => guest.CreatedAt,
        });
        return Paging.List(
            call, sorted, guest => GuestShapes.Guest(guest, call), SandboxJson.Default.ListJsonGuestJson,
            perPage: AllGuests, cap: AllGuests);
    }

    public static ApiAnswer One(ApiCall call) => ForGuest(call, guest => Show(
        guest, call, int.Parse(call.Options.GuestFoundStatus, CultureInfo.InvariantCulture)));

    /// <summary>The path takes the code of the guest's link; the pages have one size.</summary>
    public static ApiAnswer Tasks(ApiCall call)
    {
        if (call.State.People.FindGuestByCode(call.Route("guest")) is not { } guest)
            return ApiErrors.From(new Refusal.NotFound());

        var shapes = new TaskShapes(call.State, call.Options, call.With, call.Now);
        var tasks = call.State.Tasks.All.Where(task =>
            task is { ArchivedAt: null, IsHidden: false } && GuestShapes.Owns(guest, task));
        return Paging.Fixed(call, tasks, shapes.Task, SandboxJson.Default.ListJsonTaskJson);
    }

    public static ApiAnswer Create(ApiCall call)
    {
        if (call.Caller.Role == MemberRole.Light)
            return Forbidden();

        var errors = Check(call, new FieldErrors(call).Email("email"));
        var email = call.Text("email") ?? "";
        if (call.State.People.FindByEmail(email) is not null)
            errors.Add("email", "The email belongs to a member of this organization.");
        if (errors.Refusal is { } refusal)
            return ApiErrors.From(refusal);

        // A guest Tallyfy knows already is linked to the organization, not made again.
        var known = call.State.People.FindGuest(email)
            ?? new Guest
            {
                Id = call.State.People.NextId(),
                Email = email,
                Code = SandboxState.NewId(),
                CreatedAt = call.Now,
            };
        var guest = Read(call, known);
        call.State.People.Add(guest);
        return ApiAnswer.Json(
            StatusCodes.Status201Created,
            new ItemJson<GuestJson>(GuestShapes.Created(guest, call)),
            SandboxJson.Default.ItemJsonGuestJson);
    }

    /// <summary>Says who looks after a guest, and changes nothing else (19.6).</summary>
    public static ApiAnswer Update(ApiCall call) => ForGuest(call, guest =>
    {
        if (new FieldErrors(call).Members("associated_members").Refusal is { } refusal)
            return ApiErrors.From(refusal);

        var members = call.Numbers("associated_members") ?? guest.AssociatedMembers;
        return Save(call, guest with { AssociatedMembers = members }, StatusCodes.Status201Created);
    });

    public static ApiAnswer ToMember(ApiCall call) => ForGuest(call, guest =>
    {
        if (!call.Caller.IsAdmin)
            return Forbidden();
        var role = MemberRoutes.Role(call) ?? MemberRole.Standard;
        if ((new FieldErrors(call).Role("role", isRequired: false).Refusal
            ?? new Seats(call.State.People, call.Options).FindFault(role, null)) is { } refusal)
            return ApiErrors.From(refusal);

        var member = new Member
        {
            Id = call.State.People.NextId(),
            Email = guest.Email,
            FirstName = guest.FirstName ?? "",
            LastName = guest.LastName ?? "",
            Role = role,
            CreatedAt = call.Now,
        };
        call.State.People.Add(member);
        new HandOver(call.State, call.Caller, call.Now).ToMember(guest, member);
        call.State.People.Remove(guest);
        return PeopleRoutes.Show(member, call);
    });

    public static ApiAnswer Show(Guest guest, ApiCall call, int status) => ApiAnswer.Json(
        status, new ItemJson<GuestJson>(GuestShapes.Guest(guest, call)), SandboxJson.Default.ItemJsonGuestJson);

    private static ApiAnswer Enable(ApiCall call) => ForGuest(call, guest => Save(
        call,
        guest with { DisabledAt = null, DisabledBy = null, ReactivatedAt = call.Now, ReactivatedBy = call.Caller.Id }));

    private static ApiAnswer Disable(ApiCall call) => ForGuest(call, guest => HasOpenTasks(guest, call.State)
        ? ApiErrors.From(new Refusal.Forbidden("Cannot disable guest with incomplete tasks"))
        : Save(call, guest with { DisabledAt = call.Now, DisabledBy = call.Caller.Id }));

    private static ApiAnswer Delete(ApiCall call) => ForGuest(call, guest =>
    {
        call.State.People.Remove(guest);
        return Show(guest, call, StatusCodes.Status200OK);
    });

    private static ApiAnswer ForGuest(ApiCall call, Func<Guest, ApiAnswer> act)
    {
        if (call.Caller.Role == MemberRole.Light)
            return Forbidden();
        return call.State.People.FindGuest(call.Route("email")) is { } guest
            ? act(guest)
            : ApiErrors.From(FindsNobody(call));
    }

    private static Refusal FindsNobody(ApiCall call) =>
        HttpMethods.IsGet(call.Request.Method) || call.Options.UnknownGuest == "error-404"
            ? new Refusal.NotFound()
            : Refusal.Field("email", "The selected email is invalid.");

    private static ApiAnswer Forbidden() =>
        ApiErrors.From(new Refusal.Forbidden("You do not have permission to manage guests."));

    private static ApiAnswer Save(ApiCall call, Guest guest, int status = StatusCodes.Status200OK)
    {
        call.State.People.Add(guest);
        return Show(guest, call, status);
    }

    private static FieldErrors Check(ApiCall call, FieldErrors errors)
    {
        errors.Text("first_name", MaxFirstName, isRequired: false).Text("last_name", MaxText, isRequired: false);
        foreach (var name in GuestShapes.Details)
            errors.Text(name, MaxText, isRequired: false);
        return errors.Timezone("timezone");
    }

    private static Guest Read(ApiCall call, Guest guest) => guest with
    {
        FirstName = call.Text("first_name") ?? guest.FirstName,
        LastName = call.Text("last_name") ?? guest.LastName,
        Details = GuestShapes.Details
            .Select(name => KeyValuePair.Create(name, Detail(call, name) ?? guest.Details.GetValueOrDefault(name)))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value ?? ""),
    };

    private static string? Detail(ApiCall call, string name) =>
        call.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static bool HasOpenTasks(Guest guest, SandboxState state) =>
        state.Tasks.All.Any(task => !task.IsCompleted && task.ArchivedAt is null && GuestShapes.Owns(guest, task));
}
