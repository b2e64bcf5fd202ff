using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.People;

/// <summary>A group of members and guests; any of them may act on what the group owns.</summary>
public sealed record TallyfyGroup
{
    /// <summary>Tallyfy's id of the group.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its name; empty when Tallyfy does not say.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Ids of its members.</summary>
    [JsonConverter(typeof(UserIdsConverter))]
    public IReadOnlyList<long> Members { get => field ?? []; init; }

    /// <summary>E-mail addresses of its guests.</summary>
    [JsonConverter(typeof(GuestsConverter))]
    public IReadOnlyList<string> Guests { get => field ?? []; init; }
}
