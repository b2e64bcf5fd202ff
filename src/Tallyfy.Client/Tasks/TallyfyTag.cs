using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Tasks;

/// <summary>A tag on a task or a run.</summary>
public sealed record TallyfyTag
{
    /// <summary>Tallyfy's id of the tag.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its words; empty when Tallyfy does not say.</summary>
    [JsonIgnore]
    public string Text => Title ?? Name ?? "";

    /// <summary>Its colour as the web app shows it.</summary>
    public string? Color { get; init; }

    [JsonInclude]
    internal string? Title { get; init; }

    [JsonInclude]
    internal string? Name { get; init; }
}

/// <summary>A folder that a task or a run lies in.</summary>
public sealed record TallyfyFolder
{
    /// <summary>Tallyfy's id of the folder.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its name; empty when Tallyfy does not say.</summary>
    public string Name { get => field ?? ""; init; }
}
