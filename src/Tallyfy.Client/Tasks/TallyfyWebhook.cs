using System.Text.Json;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Tasks;

/// <summary>What a webhook hints at; it is neither signed nor complete, so read the task itself.</summary>
public sealed record TallyfyWebhook
{
    /// <summary>The header that names the organization, the only mark a webhook carries.</summary>
    public const string OrganizationHeader = "X-Tallyfy-orgID";

    /// <summary>What happened; null unless the webhook is of a whole organization.</summary>
    public string? Event { get; init; }

    /// <summary>Id of the task it is about; null when it is about a run.</summary>
    public string? TaskId { get; init; }

    /// <summary>Id of the run it is about, or that the task belongs to.</summary>
    public string? RunId { get; init; }

    /// <summary>Id of the organization, when the body says.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Reads the body of a webhook; null when it hints at nothing.
    /// <see href="https://tallyfy.com/products/pro/integrations/webhooks/webhook-payload-structure/"/>
    /// </summary>
    public static TallyfyWebhook? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(WholeText.Of(body.ToArray()));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root ? Read(root) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TallyfyWebhook? Read(JsonElement root)
    {
        var webhook = new TallyfyWebhook
        {
            Event = Word(root, "event"),
            TaskId = Word(root, "this_task", "id") ?? Word(root, "task", "id"),
            // A webhook about a run is the run itself, and says of which template it was launched.
            RunId = Word(root, "process", "id")
                ?? Word(root, "task", "run_id")
                ?? (root.TryGetProperty("checklist_id", out _) ? Word(root, "id") : null),
            OrganizationId = Word(root, "process", "organization_id") ?? Word(root, "organization_id"),
        };
        return webhook is { Event: null, TaskId: null, RunId: null } ? null : webhook;
    }

    private static string? Word(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return WireId.Find(element);
    }
}
