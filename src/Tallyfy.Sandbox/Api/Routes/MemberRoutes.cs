using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Members come, change and leave, and edit what is said of them (docs/tallyfy-facts.md 5.1).</summary>
internal static class MemberRoutes
{
    private const int MaxName = 32;
    private const int MaxMessage = 5000;

    public static ApiRoute Disabling { get; } = new(Disable) { NeedsJson = false };

    public static ApiRoute Enabling { get; } = new(Enable) { NeedsJson = false };

    public static ApiRoute Deletion { get; } = new(Delete) { NeedsJson = false };

    public static ApiRoute DeletionOfDisabled { get; } = new(DeleteDisabled) { NeedsJson = false };

    public static ApiRoute Conversion { get; } = new(ToGuest) { NeedsJson = false };

    public static ApiAnswer UpdateMe(ApiCall call) => UpdateProfile(call, call.Caller);

    /// <summary>What is said of a member, by an administrator or by themselves.</summary>
    public static ApiAnswer Update(ApiCall call)
    {
        var member = PeopleRoutes.Find(call);
        if (!call.Caller.IsAdmin && member?.Id != call.Caller.Id)
            return Forbidden();
        return member is null ? ApiErrors.From(new Refusal.NotFound()) : UpdateProfile(call, member);
    }

    private static ApiAnswer UpdateProfile(ApiCall call, Member member)
    {
        var errors = new FieldErrors(call)
            .Text("first_name", MaxName, isRequired: false)
            .Text("last_name", MaxName, isRequired: false)
            .Text("phone", MaxName, isRequired: false)
            .Text("job_title", 200, isRequired: false)
            .Timezone("timezone");
        if (errors.Refusal is { } refusal)
            return ApiErrors.From(refusal);

        return Save(call, EventVerb.Updated, member with
        {
            FirstName = call.Text("first_name") ?? member.FirstName,
            LastName = call.Text("last_name") ?? member.LastName,
            Phone = call.Text("phone") ?? member.Phone,
            JobTitle = call.Text("job_title") ?? member.JobTitle,
            Timezone = call.Text("timezone") ?? member.Timezone,
        });
    }

    public static ApiAnswer Invite(ApiCall call)
    {
        if (call.Caller.Role == MemberRole.Light)
            return Forbidden();

        var errors = new FieldErrors(call)
            .Email("email")
            .Text("first_name", MaxName)
            .Text("last_name", MaxName)
            .Role("role")
            .Text("message", MaxMessage);
        if (call.State.People.FindByEmail(call.Text("email")) is not null)
            errors.Add("email", "The user is already a member of this organization.");
        var role = Role(call) ?? MemberRole.Standard;
        if ((errors.Refusal ?? new Seats(call.State.People, call.Options).FindFault(role, null)) is { } refusal)
            return ApiErrors.From(refusal);

        var invited = Add(call, role, "invited", call.Caller);
        // Small letters, where lists have a capital one.
        var json = MemberShapes.Member(invited, call) with { Role = MemberShapes.LowerRole(invited) };
        return ApiAnswer.Ok(new ItemJson<MemberJson>(json), SandboxJson.Default.ItemJsonMemberJson);
    }

    public static ApiAnswer ChangeRole(ApiCall call) => ForAdmin(call, member =>
    {
        if (new FieldErrors(call).Role("role").Refusal is { } mistake)
            return ApiErrors.From(mistake);

        var role = Role(call) ?? member.Role;
        if (new Seats(call.State.People, call.Options).FindFault(role, member) is { } refusal)
            return ApiErrors.From(refusal);
        return Save(call, EventVerb.Updated, member with { Role = role });
    });

    public static Member Add(ApiCall call, MemberRole role, string status, Member? inviter)
    {
        var member = new Member
        {
            Id = call.State.People.NextId(),
            Email = call.Text("email") ?? "",
            FirstName = call.Text("first_name") ?? "",
            LastName = call.Text("last_name") ?? "",
            Role = role,
            Status = status,
            Timezone = call.Text("timezone") ?? "UTC",
            InvitedBy = inviter?.Id,
            CreatedAt = call.Now,
        };
        call.State.People.Add(member);
        call.State.Events.Add(new SandboxEvent(EventVerb.Invited, call.Now) { Actor = inviter, Member = member });
        return member;
    }

    public static MemberRole? Role(ApiCall call) =>
        Enum.TryParse<MemberRole>(call.Text("role"), ignoreCase: true, out var role) ? role : null;

    private static ApiAnswer Enable(ApiCall call) => ForAdmin(call, member =>
        new Seats(call.State.People, call.Options).FindFault(member.Role, member) is { } refusal
            ? ApiErrors.From(refusal)
            : Save(call, EventVerb.Enabled, member with { Status = "active", DisabledAt = null }));

    private static ApiAnswer Disable(ApiCall call) => ForAdmin(call, member => HandOverAs(call, member) is { } refusal
        ? ApiErrors.From(refusal)
        : Save(call, EventVerb.Disabled, member with { Status = "disabled", DisabledAt = call.Now }));

    private static ApiAnswer DeleteDisabled(ApiCall call) => ForAdmin(call, member => member.Status == "disabled"
        ? Delete(call)
        : ApiErrors.From(new Refusal.Rule(
            StatusCodes.Status422UnprocessableEntity, "Only a disabled user can be deleted.")));

    private static ApiAnswer Delete(ApiCall call) => ForAdmin(call, member =>
    {
        if (HandOverAs(call, member) is { } refusal)
            return ApiErrors.From(refusal);

        new HandOver(call.State, call.Caller, call.Now).LeaveGroups(member);
        call.State.People.Remove(member);
        call.State.Events.Add(new SandboxEvent(EventVerb.Deleted, call.Now) { Actor = call.Caller, Member = member });
        return PeopleRoutes.Show(member, call);
    });

    private static ApiAnswer ToGuest(ApiCall call) => ForAdmin(call, member =>
    {
        var guest = new Guest
        {
            Id = call.State.People.NextId(),
            Email = member.Email,
            FirstName = member.FirstName,
            LastName = member.LastName,
            Code = SandboxState.NewId(),
            CreatedAt = call.Now,
        };
        var handOver = new HandOver(call.State, call.Caller, call.Now);
        handOver.LeaveGroups(member);
        handOver.ToGuest(member, guest);
        call.State.People.Remove(member);
        call.State.People.Add(guest);
        return GuestRoutes.Show(guest, call, StatusCodes.Status200OK);
    });

    /// <summary>Hands open tasks over where ?with_reassignment=true&amp;to={id} asks for it.</summary>
    private static Refusal? HandOverAs(ApiCall call, Member member)
    {
        if (!call.Flag("with_reassignment"))
            return null;

        var isKnown = int.TryParse(call.Query("to"), NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        if (!isKnown || id == member.Id || call.State.People.Find(id) is not { } heir)
            return Refusal.Field("to", "The selected to is invalid.");

        new HandOver(call.State, call.Caller, call.Now).ToMember(member, heir);
        return null;
    }

    private static ApiAnswer ForAdmin(ApiCall call, Func<Member, ApiAnswer> act)
    {
        if (!call.Caller.IsAdmin)
            return Forbidden();
        if (PeopleRoutes.Find(call) is not { } member)
            return ApiErrors.From(new Refusal.NotFound());
        return member == call.State.People.DefaultAdmin
            ? ApiErrors.From(new Refusal.Malformed("The default administrator cannot be changed."))
            : act(member);
    }

    private static ApiAnswer Forbidden() =>
        ApiErrors.From(new Refusal.Forbidden("You do not have permission to manage users."));

    private static ApiAnswer Save(ApiCall call, EventVerb verb, Member changed)
    {
        var member = changed with { UpdatedAt = call.Now };
        call.State.People.Add(member);
        call.State.Events.Add(new SandboxEvent(verb, call.Now) { Actor = call.Caller, Member = member });
        return PeopleRoutes.Show(member, call);
    }
}
