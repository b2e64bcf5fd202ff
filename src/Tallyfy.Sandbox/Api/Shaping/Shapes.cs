using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>Groups and the organization as they appear on the wire, and how includes are wrapped.</summary>
internal static class Shapes
{
    public static JsonNode? Include<T>(T value, JsonTypeInfo<T> type, SandboxOptions options)
    {
        var node = JsonSerializer.SerializeToNode(value, type);
        return options.Includes == "bare" ? node : new JsonObject { ["data"] = node };
    }

    public static GroupJson Group(Group group, ApiCall call) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        Members = group.Members,
        Guests = group.Guests,
        CreatedAt = WireDate.Seconds(group.CreatedAt),
        LastUpdated = WireDate.Seconds(group.UpdatedAt ?? group.CreatedAt),
        People = call.With.Contains("users")
            ? Include(
                [.. group.Members.Select(call.State.People.Find).OfType<Member>().Select(MemberShapes.Listed)],
                SandboxJson.Default.IReadOnlyListListedMemberJson,
                call.Options)
            : null,
    };

    public static OrganizationJson Organization(ApiCall call) => new()
    {
        Id = call.State.Organization.Id,
        Name = call.State.Organization.Name,
        Slug = call.State.Organization.Slug,
        UsersCount = call.State.People.Members.Count(member => member.IsActive),
        UserRole = MemberShapes.LowerRole(call.Caller),
        CreatedOn = WireDate.Seconds(call.State.Organization.CreatedAt),
        LastUpdated = WireDate.Seconds(call.State.Organization.CreatedAt),
    };

    public static MyOrganizationJson MyOrganization(ApiCall call) => new()
    {
        Id = call.State.Organization.Id,
        Name = call.State.Organization.Name,
        Slug = call.State.Organization.Slug,
        CreatedOn = WireDate.Seconds(call.State.Organization.CreatedAt),
        LastUpdated = WireDate.Seconds(call.State.Organization.CreatedAt),
        UsersCount = call.State.People.Members.Count(member => member.IsActive),
        UserStatus = call.Caller.Status,
        JoinedOn = WireDate.Seconds(call.Caller.CreatedAt),
        LastAccessed = WireDate.Seconds(call.Now),
        UserRole = MemberShapes.LowerRole(call.Caller),
    };
}
