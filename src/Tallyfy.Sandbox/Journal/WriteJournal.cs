using System.Text.Json;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;

namespace Tallyfy.Sandbox.Journal;

/// <summary>Every write in the order it came. Guarded by the gate of the state.</summary>
internal sealed class WriteJournal
{
    private const int MaxEntries = 100_000;
    private const int MaxBodyLength = 8 * 1024;

    private readonly Queue<JournalEntry> entries = [];
    private long last;

    public IReadOnlyCollection<JournalEntry> Entries => entries;

    public void Add(JournalEntry entry)
    {
        entries.Enqueue(entry with { Seq = ++last });
        if (entries.Count > MaxEntries)
            entries.Dequeue();
    }

    public static string? TaskOf(HttpRequest request, RequestBody body) =>
        request.RouteValues["task"]?.ToString()
        ?? (body.Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("task_id", out var id)
            && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null);

    public static JsonElement? Cap(RequestBody body)
    {
        if (body.Text.Length == 0)
            return null;
        if (body.Json is { } json && body.Text.Length <= MaxBodyLength)
            return json;

        var text = body.Text.Length <= MaxBodyLength ? body.Text : body.Text[..MaxBodyLength];
        return JsonSerializer.SerializeToElement(text, SandboxJson.Default.String);
    }
}
