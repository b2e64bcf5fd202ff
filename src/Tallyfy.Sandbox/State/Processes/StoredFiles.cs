using System.Text.Json;
using Tallyfy.Sandbox.State.Forms;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>An uploaded file with its content.</summary>
internal sealed record StoredFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }

    public required string SubjectId { get; init; }

    public required string SubjectType { get; init; }

    public required string? UploadedFrom { get; init; }

    public string? StepId { get; init; }

    public string? Source { get; init; }

    public string? System { get; init; }

    public int Version { get; init; } = 1;

    public required DateTimeOffset UploadedAt { get; init; }
}

/// <summary>All uploaded files, and how much memory they take.</summary>
internal sealed class StoredFiles
{
    private readonly Dictionary<string, StoredFile> byId = [];

    public long Bytes { get; private set; }

    public IEnumerable<StoredFile> All => byId.Values;

    public void Add(StoredFile file)
    {
        byId.Add(file.Id, file);
        Bytes += file.Content.Length;
    }

    public StoredFile? Find(string id) => byId.GetValueOrDefault(id);

    public bool Remove(string id)
    {
        if (!byId.Remove(id, out var file))
            return false;
        Bytes -= file.Content.Length;
        return true;
    }

    /// <summary>Those sent to a task, or to its process for its step or one of its fields, or answering one.</summary>
    public IEnumerable<StoredFile> Of(TallyfyTask task)
    {
        var fields = task.Fields
            .Where(field => field.FieldType == FieldTypes.File)
            .Select(field => field.Id)
            .ToHashSet();
        var answers = fields.SelectMany(id => Answers(task, id)).ToHashSet();
        return byId.Values.Where(file =>
            file.SubjectId == task.Id
            || answers.Contains(file.Id)
            || (file.SubjectId == task.Run?.Id
                && (fields.Contains(file.UploadedFrom ?? "") || (task.Step is { } step && file.StepId == step.Id))));
    }

    /// <summary>The version a file of this name becomes on the same subject.</summary>
    public int NextVersion(string subject, string name) =>
        1 + byId.Values.Count(file => file.SubjectId == subject && file.Name == name);

    private static IEnumerable<string> Answers(TallyfyTask task, string field) =>
        task.Answers.TryGetValue(field, out var answer) && answer.ValueKind == JsonValueKind.Array
            ? answer.EnumerateArray()
                .Select(item => FieldAnswer.Part(item, "id"))
                .Where(id => id is { ValueKind: JsonValueKind.String })
                .Select(id => id?.GetString())
                .OfType<string>()
            : [];
}
