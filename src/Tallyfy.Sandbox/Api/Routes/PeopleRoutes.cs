using System.Globalization;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Routes;

internal static class PeopleRoutes
{
    private const int AllMembers = 9999;

    public static ApiAnswer Me(ApiCall call) =>
        ApiAnswer.Ok(new ItemJson<MeJson>(Shapes.Me(call.Caller)), SandboxJson.Default.ItemJsonMeJson);

    public static ApiAnswer MeAsMember(ApiCall call) => Show(call.Caller, call);

    public static ApiAnswer Organization(ApiCall call) => ApiAnswer.Ok(
        new ItemJson<OrganizationJson>(Shapes.Organization(call)), SandboxJson.Default.ItemJsonOrganizationJson);

    public static ApiAnswer Members(ApiCall call)
    {
        var found = call.State.People.Members.Where(member => Matches(member, call.Query("q")));
        return Paging.List(
            call, found, member => Shapes.Member(member, call), SandboxJson.Default.ListJsonMemberJson,
            perPage: AllMembers, cap: AllMembers);
    }

    public static ApiAnswer Member(ApiCall call)
    {
        if (!call.Caller.IsAdmin)
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to view this user."));

        return int.TryParse(call.Route("user"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && call.State.People.Find(id) is { } member
                ? Show(member, call)
                : ApiErrors.From(new Refusal.NotFound());
    }

    public static ApiAnswer Groups(ApiCall call)
    {
        var found = call.State.People.Groups.Where(group =>
            call.Query("q") is not { } text || group.Name.Contains(text, StringComparison.OrdinalIgnoreCase));
        return Paging.List(call, found, Shapes.Group, SandboxJson.Default.ListJsonGroupJson);
    }

    public static ApiAnswer Group(ApiCall call) =>
        call.State.People.Groups.FirstOrDefault(group => group.Id == call.Route("group")) is { } group
            ? ApiAnswer.Ok(new ItemJson<GroupJson>(Shapes.Group(group)), SandboxJson.Default.ItemJsonGroupJson)
            : ApiErrors.From(new Refusal.NotFound());

    private static ApiAnswer Show(Member member, ApiCall call) =>
        ApiAnswer.Ok(new ItemJson<MemberJson>(Shapes.Member(member, call)), SandboxJson.Default.ItemJsonMemberJson);

    private static bool Matches(Member member, string? text) =>
        text is null
        || member.FirstName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || member.LastName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || member.Email.Contains(text, StringComparison.OrdinalIgnoreCase);
}
