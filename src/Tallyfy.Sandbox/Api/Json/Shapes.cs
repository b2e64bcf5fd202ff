using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>People, groups and the organization as they appear on the wire, and how includes are wrapped.</summary>
internal static class Shapes
{
    public static JsonNode? Include<T>(T value, JsonTypeInfo<T> type, SandboxOptions options)
    {
        var node = JsonSerializer.SerializeToNode(value, type);
        return options.Includes == "bare" ? node : new JsonObject { ["data"] = node };
    }

    public static MeJson Me(Member member) => new()
    {
        Id = member.Id,
        Email = member.Email,
        Username = Username(member),
        FirstName = member.FirstName,
        LastName = member.LastName,
        FullName = member.FullName,
        Timezone = "UTC",
    };

    public static MemberJson Member(Member member, ApiCall call) => new()
    {
        Id = member.Id,
        Email = member.Email,
        Username = Username(member),
        FirstName = member.FirstName,
        LastName = member.LastName,
        FullName = member.FullName,
        IsActive = member.IsActive,
        ActivatedAt = WireDate.WithOffset(member.CreatedAt),
        CreatedAt = WireDate.WithOffset(member.CreatedAt),
        UpdatedAt = WireDate.WithOffset(member.CreatedAt),
        JobTitle = member.JobTitle,
        Timezone = "UTC",
        Role = member.Role.ToString(),
        Status = member.Status,
        Groups = call.With.Contains("groups")
            ? Include(GroupsOf(member, call.State), SandboxJson.Default.IReadOnlyListMemberGroupJson, call.Options)
            : null,
    };

    public static GroupJson Group(Group group) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        Members = group.Members,
        CreatedAt = WireDate.Seconds(group.CreatedAt),
        LastUpdated = WireDate.Seconds(group.CreatedAt),
    };

    public static OrganizationJson Organization(ApiCall call) => new()
    {
        Id = call.State.Organization.Id,
        Name = call.State.Organization.Name,
        Slug = call.State.Organization.Slug,
        UsersCount = call.State.People.Members.Count(member => member.IsActive),
        UserRole = call.Caller.Role switch
        {
            MemberRole.Admin => "admin",
            MemberRole.Light => "light",
            _ => "standard",
        },
        CreatedOn = WireDate.Seconds(call.State.Organization.CreatedAt),
        LastUpdated = WireDate.Seconds(call.State.Organization.CreatedAt),
    };

    private static string Username(Member member) =>
        member.Email[..member.Email.IndexOf('@', StringComparison.Ordinal)];

    private static IReadOnlyList<MemberGroupJson> GroupsOf(Member member, SandboxState state) =>
    [
        .. state.People.GroupsOf(member.Id)
            .Select(group => new MemberGroupJson(group.Id, group.Name, null, group.Members, [])),
    ];
}
