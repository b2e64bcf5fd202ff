using System.Text.Json.Serialization;

namespace Tallyfy.Client.People;

/// <summary>Who a task is assigned to.</summary>
[JsonConverter(typeof(OwnersConverter))]
public sealed record TallyfyOwners(
    IReadOnlyList<long> Users, IReadOnlyList<string> Guests, IReadOnlyList<string> Groups)
{
    /// <summary>Nobody.</summary>
    public static TallyfyOwners None { get; } = new([], [], []);

    /// <summary>True when neither a member nor a guest nor a group owns the task.</summary>
    public bool IsEmpty => this is { Users: [], Guests: [], Groups: [] };
}
