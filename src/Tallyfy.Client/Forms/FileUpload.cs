namespace Tallyfy.Client.Forms;

/// <summary>A file to upload, up to 100 MB.</summary>
public sealed record FileUpload
{
    /// <summary>Its name.</summary>
    public required string FileName { get; init; }

    /// <summary>Its content, read once and disposed of.</summary>
    public required Stream Content { get; init; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Id of the run for a run's task, of the task for a standalone one.</summary>
    public required string SubjectId { get; init; }

    /// <summary><c>Run</c> for a run's task, <c>Task</c> for a standalone one.</summary>
    public string SubjectType { get; init; } = "Run";

    /// <summary>Id of the form field, or <c>ko_field</c>.</summary>
    public required string UploadedFrom { get; init; }

    /// <summary>The template's step behind the task.</summary>
    public string? StepId { get; init; }
}

/// <summary>What a download was.</summary>
/// <param name="FileName">The name Tallyfy gave it, untrusted; null when it gave none.</param>
/// <param name="ContentType">Its media type, untrusted; null when Tallyfy did not say.</param>
/// <param name="Length">How many bytes were written.</param>
public sealed record DownloadedFile(string? FileName, string? ContentType, long Length);
