using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Tasks;

/// <summary>The step of a template that a run's task was made from.</summary>
public sealed record TallyfyStep
{
    /// <summary>Tallyfy's id of the step.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its title; empty when Tallyfy does not say.</summary>
    public string Title { get => field ?? ""; init; }
}
