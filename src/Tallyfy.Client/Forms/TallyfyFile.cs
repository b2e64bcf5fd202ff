using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Client.Forms;

/// <summary>A file in Tallyfy, or a link to one elsewhere.</summary>
public sealed record TallyfyFile
{
    /// <summary>Tallyfy's id of the file; null for a link.</summary>
    public string? Id { get; init; }

    /// <summary>Its name as people gave it, untrusted.</summary>
    [JsonPropertyName("filename")]
    public string? FileName { get; init; }

    /// <summary>Counts uploads of the same file.</summary>
    public int? Version { get; init; }

    /// <summary>The form field it was uploaded from.</summary>
    public string? UploadedFrom { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>The template's step it belongs to.</summary>
    public string? StepId { get; init; }

    /// <summary><c>local</c> for a file, <c>url</c> for a link.</summary>
    public string? Source { get; init; }

    /// <summary>What it is attached to.</summary>
    public TallyfyFileSubject? Subject { get; init; }

    /// <summary>Where it is to be had; null when Tallyfy does not say, or says no address.</summary>
    [JsonIgnore]
    public Uri? Link => Find("full_url") ?? Find("public_link") ?? Find("url");

    /// <summary>How large it is; no source says that Tallyfy tells.</summary>
    [JsonIgnore]
    public long? Bytes =>
        Rest?.GetValueOrDefault("size") is { ValueKind: JsonValueKind.Number } size
        && size.TryGetInt64(out var bytes) && bytes >= 0
            ? bytes
            : null;

    /// <summary>The rest of it, which a form field wants back whole.</summary>
    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Rest { get; set; }

    private Uri? Find(string name) =>
        Rest?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.String } text
        && Uri.TryCreate(text.GetString(), UriKind.Absolute, out var address)
            ? address
            : null;
}

/// <summary>What a file is attached to.</summary>
public sealed record TallyfyFileSubject
{
    /// <summary>Id of the run, task or template.</summary>
    public string? Id { get; init; }

    /// <summary><c>Run</c>, <c>Task</c> or <c>Checklist</c>.</summary>
    public string? Type { get; init; }
}
