using System.Text.Json.Serialization;

namespace Tallyfy.Client.Tasks;

/// <summary>How far something is; what Tallyfy does not say is null.</summary>
[JsonConverter(typeof(ProgressConverter))]
public sealed record TallyfyProgress
{
    /// <summary>How many are done.</summary>
    public int? Completed { get; init; }

    /// <summary>How many there are.</summary>
    public int? Total { get; init; }

    /// <summary>Per cent done.</summary>
    public int? Percent { get; init; }

    /// <summary>How many of the done were approved.</summary>
    public int? Approved { get; init; }

    /// <summary>How many of the done were rejected.</summary>
    public int? Rejected { get; init; }
}
