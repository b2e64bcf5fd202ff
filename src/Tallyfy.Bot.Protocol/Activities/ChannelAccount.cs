using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// A person or bot as the channel addresses it. <see cref="Id"/> differs per bot; every id is an opaque string.
/// </summary>
public sealed record ChannelAccount(string Id, string? Name = null, string? AadObjectId = null, string? Role = null)
{
    // The platform's own prefix of bots; people's ids begin otherwise.
    private const string BotPrefix = "28:";

    private const string User = "user";

    /// <summary>The Entra user that an agent has for itself.</summary>
    public string? AgenticUserId { get; init; }

    /// <summary>The agent's own identity in Entra.</summary>
    public string? AgenticAppId { get; init; }

    /// <summary>The same, as newer libraries of the platform name it.</summary>
    public string? AgenticAppInstanceId { get; init; }

    /// <summary>What the agent was made from.</summary>
    public string? AgenticAppBlueprintId { get; init; }

    /// <summary>Whether it has any identity that only agents have.</summary>
    [JsonIgnore]
    public bool IsAgent =>
        IsSaid(AgenticUserId) || IsSaid(AgenticAppId) || IsSaid(AgenticAppInstanceId) || IsSaid(AgenticAppBlueprintId)
        || Role?.Contains("agent", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>
    /// Whether nothing says that it is something else. Teams names the role of a person seldom; bots, skills and agents
    /// have one of their own, and a role that nobody knows is none of a person's.
    /// </summary>
    [JsonIgnore]
    public bool IsPerson =>
        !IsAgent
        && (string.IsNullOrEmpty(Role) || Role.Equals(User, StringComparison.OrdinalIgnoreCase))
        && !Id.StartsWith(BotPrefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsSaid(string? id) => !string.IsNullOrEmpty(id);
}
