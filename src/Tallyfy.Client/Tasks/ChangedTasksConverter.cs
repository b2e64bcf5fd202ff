using System.Text.Json;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Tasks;

/// <summary>What rules changed; its shape is documented nowhere, so whatever has an id is taken.</summary>
internal sealed class ChangedTasksConverter : ReadingConverter<IReadOnlyList<ChangedTask>>
{
    protected override IReadOnlyList<ChangedTask> Read(JsonElement element, JsonSerializerOptions options) =>
        HasId(element.Unwrap())
            ? [Task(element.Unwrap(), options)]
            : [.. element.Items().Where(HasId).Select(item => Task(item, options))];

    // A completion that happened is not to be doubted for a detail of another task.
    private static ChangedTask Task(JsonElement element, JsonSerializerOptions options) =>
        TryItem<ChangedTask>(element, options) ?? new ChangedTask { Id = IdOf(element.GetProperty("id")) };

    private static string IdOf(JsonElement id) =>
        id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText();

    private static bool HasId(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("id", out var id)
        && (id.ValueKind == JsonValueKind.Number || (id.ValueKind == JsonValueKind.String && id.GetString() is not ""));
}
