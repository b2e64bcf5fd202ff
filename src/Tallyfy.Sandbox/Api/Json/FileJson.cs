using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record FileJson
{
    public required string Id { get; init; }

    public required string Filename { get; init; }

    public required int Version { get; init; }

    public string? UploadedFrom { get; init; }

    public required string UploadedAt { get; init; }

    public string? StepId { get; init; }

    public string? Source { get; init; }

    public string? System { get; init; }

    public bool UploadedToS3 { get; init; } = true;

    public required FileSubjectJson Subject { get; init; }

    public static FileJson From(StoredFile file) => new()
    {
        Id = file.Id,
        Filename = file.Name,
        Version = file.Version,
        UploadedFrom = file.UploadedFrom,
        UploadedAt = WireDate.Seconds(file.UploadedAt),
        StepId = file.StepId,
        Source = file.Source,
        System = file.System,
        Subject = new FileSubjectJson(file.SubjectId, file.SubjectType),
    };
}

internal sealed record FileSubjectJson(string Id, string Type);
