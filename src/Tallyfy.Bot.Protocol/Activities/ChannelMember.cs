using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// One roster entry. <see cref="UserRole"/> is user, guest or anonymous; anonymous people have no object id.
/// </summary>
public sealed record ChannelMember
{
    public required string Id { get; init; }

    /// <summary>The Entra object id. The platform spells it objectId or aadObjectId.</summary>
    public string? ObjectId { get => field ?? AadObjectId; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? UserPrincipalName { get; init; }

    public string? TenantId { get; init; }

    public string? UserRole { get; init; }

    [JsonInclude]
    [JsonPropertyName("aadObjectId")]
    internal string? AadObjectId { get; init; }
}
