using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.People;

/// <summary>A member of an organization, whatever the member's status.</summary>
public sealed record TallyfyMember : IPartlyRead
{
    /// <summary>Tallyfy's number of the person, the one <c>override_user</c> takes.</summary>
    public required long Id { get; init; }

    /// <summary>The address the person signs in with; empty when Tallyfy does not say. Compare without case.</summary>
    [JsonConverter(typeof(DecidingTextConverter))]
    public string Email { get => field ?? ""; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Full name, put together from its parts when Tallyfy leaves it out.</summary>
    public string FullName { get => PersonName.For(field, FirstName, LastName, Email); init; }

    /// <summary>IANA name of the person's time zone.</summary>
    public string? Timezone { get; init; }

    /// <summary><c>active</c>, <c>invited</c> or <c>disabled</c>; empty when Tallyfy does not say.</summary>
    [JsonConverter(typeof(DecidingTextConverter))]
    public string Status { get => field ?? ""; init; }

    /// <summary><c>admin</c>, <c>standard</c> or <c>light</c>, in whatever casing Tallyfy chose.</summary>
    public string Role { get => field ?? ""; init; }

    /// <summary>The groups the member is in, when asked for.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyGroup>))]
    public IReadOnlyList<TallyfyGroup> Groups { get => field ?? []; init; }

    /// <summary>What the member has done, when asked for.</summary>
    [JsonConverter(typeof(IncludedConverter<TallyfyMemberStats>))]
    public TallyfyMemberStats? Stats { get; init; }

    /// <summary>
    /// Names of what Tallyfy said of the member and nobody could read; it counts as not said. Id, address
    /// and status are never among them: without those the member cannot be read.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Unread { get; private set; } = [];

    IReadOnlyList<string> IPartlyRead.Unread { set => Unread = value; }

    /// <summary>True only when Tallyfy says that the member is active.</summary>
    [JsonIgnore]
    public bool IsActive => Status.Equals("active", StringComparison.OrdinalIgnoreCase);

    /// <summary>True only when Tallyfy says that the member is disabled; one who is only invited is not.</summary>
    [JsonIgnore]
    public bool IsDisabled => Status.Equals("disabled", StringComparison.OrdinalIgnoreCase);

    /// <summary>True only when Tallyfy says that the member has not come yet.</summary>
    [JsonIgnore]
    public bool IsInvited => Status.Equals("invited", StringComparison.OrdinalIgnoreCase);

    /// <summary>False for a status that is none of these three, or is not said.</summary>
    [JsonIgnore]
    public bool IsStatusKnown => IsActive || IsDisabled || IsInvited;

    /// <summary>True only when Tallyfy says that the member is an administrator.</summary>
    [JsonIgnore]
    public bool IsAdministrator => Role.Equals("admin", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a member has done.</summary>
public sealed record TallyfyMemberStats
{
    /// <summary>Tasks completed.</summary>
    public int? TasksCompleted { get; init; }

    /// <summary>Runs launched.</summary>
    public int? ProcessesLaunched { get; init; }

    /// <summary>Templates made.</summary>
    public int? ChecklistsCreated { get; init; }

    /// <summary>Steps made in templates.</summary>
    public int? StepsCreated { get; init; }
}
