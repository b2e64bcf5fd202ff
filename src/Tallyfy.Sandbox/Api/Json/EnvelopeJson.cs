using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record ItemJson<T>(T Data);

internal sealed record ListJson<T>(IReadOnlyList<T> Data)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MetaJson? Meta { get; init; }
}

internal sealed record MetaJson(PaginationJson Pagination)
{
    /// <summary>Of the page shown, in lists of one person's tasks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OverdueTasks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TasksDueSoon { get; init; }
}

internal sealed record PaginationJson
{
    public required int Total { get; init; }

    public required int Count { get; init; }

    public required int PerPage { get; init; }

    public required int CurrentPage { get; init; }

    public required int TotalPages { get; init; }

    /// <summary>An object of links, or what the setting says when there is only one page.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Links { get; } = [];
}

internal sealed record PageLinksJson
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Previous { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}
