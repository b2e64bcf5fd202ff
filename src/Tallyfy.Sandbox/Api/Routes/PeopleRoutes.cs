using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Who I am, and the members of the organization (docs/tallyfy-facts.md 3, 4, 5).</summary>
internal static class PeopleRoutes
{
    private const int AllMembers = 9999;

    public static ApiAnswer Me(ApiCall call) =>
        ApiAnswer.Ok(new ItemJson<MeJson>(MemberShapes.Me(call.Caller)), SandboxJson.Default.ItemJsonMeJson);

    public static ApiAnswer MeAsMember(ApiCall call) => Show(call.Caller, call);

    public static ApiAnswer Organization(ApiCall call) => ApiAnswer.Ok(
        new ItemJson<OrganizationJson>(Shapes.Organization(call)), SandboxJson.Default.ItemJsonOrganizationJson);

    public static ApiAnswer MyOrganizations(ApiCall call) => Paging.List(
        call, [call], Shapes.MyOrganization, SandboxJson.Default.ListJsonMyOrganizationJson);

    public static ApiAnswer Members(ApiCall call) => Paging.List(
        call, Found(call), member => MemberShapes.Member(member, call), SandboxJson.Default.ListJsonMemberJson,
        perPage: AllMembers, cap: AllMembers);

    /// <summary>The lighter list.</summary>
    public static ApiAnswer MembersList(ApiCall call) => Paging.List(
        call, Found(call), MemberShapes.Listed, SandboxJson.Default.ListJsonListedMemberJson,
        perPage: AllMembers, cap: AllMembers);

    public static ApiAnswer Member(ApiCall call)
    {
        if (!call.Caller.IsAdmin)
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to view this user."));

        return Find(call) is { } member ? Show(member, call) : ApiErrors.From(new Refusal.NotFound());
    }

    public static Member? Find(ApiCall call) =>
        int.TryParse(call.Route("user"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? call.State.People.Find(id)
            : null;

    public static ApiAnswer Show(Member member, ApiCall call) =>
        ApiAnswer.Ok(
            new ItemJson<MemberJson>(MemberShapes.Member(member, call)), SandboxJson.Default.ItemJsonMemberJson);

    private static IEnumerable<Member> Found(ApiCall call) => Sorting.Apply(
        call.State.People.Members.Where(member => Matches(member, call.Query("q"))),
        call.Query("sort"),
        new()
        {
            ["id"] = member => member.Id,
            ["email"] = member => member.Email,
            ["first_name"] = member => member.FirstName,
            ["last_name"] = member => member.LastName,
            ["full_name"] = member => member.FullName,
            ["created_at"] = member => member.CreatedAt,
        });

    private static bool Matches(Member member, string? text) =>
        text is null
        || member.FirstName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || member.LastName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || member.Email.Contains(text, StringComparison.OrdinalIgnoreCase);
}
