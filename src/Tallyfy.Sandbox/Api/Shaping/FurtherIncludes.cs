using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>The lesser includes of a task (docs/tallyfy-facts.md 6.2). What is not kept comes empty.</summary>
internal sealed class FurtherIncludes(SandboxState state, SandboxOptions options, IReadOnlySet<string> with)
{
    private static readonly IReadOnlyList<string> AlwaysEmpty =
        ["folders", "roles", "activities", "member_watchers", "guest_watchers"];

    public Dictionary<string, JsonElement> Of(TallyfyTask task)
    {
        var further = new Dictionary<string, JsonElement>();
        if (with.Count == 0)
            return further;

        foreach (var name in AlwaysEmpty.Where(with.Contains))
            Add(name, new JsonArray());
        if (with.Contains("tags"))
            Add("tags", new JsonArray([.. task.Tags.Select(tag => new JsonObject { ["id"] = tag })]));
        if (with.Contains("assets"))
            Add("assets", JsonSerializer.SerializeToNode(
                [.. state.Files.Of(task).Select(FileJson.From)], SandboxJson.Default.IReadOnlyListFileJson));
        if (with.Contains("issues"))
            Add("issues", Threads(task.Threads.Where(thread => thread.IsOpenIssue)));
        if (with.Contains("ko-form-fields") && task.Run is { } run)
            Add("ko-form-fields", JsonSerializer.SerializeToNode(
                new FieldShapes(options).KickOff(run), SandboxJson.Default.IReadOnlyListFormFieldJson));
        if (with.Contains("threads_count"))
            further["threads_count"] = JsonElement.Parse($"{task.Threads.Count}");
        return further;

        void Add(string name, JsonNode? value) => further[name] = JsonSerializer.SerializeToElement(
            options.Includes == "bare" ? value : new JsonObject { ["data"] = value }, SandboxJson.Default.JsonNode);
    }

    private JsonNode? Threads(IEnumerable<TaskThread> threads) => JsonSerializer.SerializeToNode(
        [.. threads.Select(thread => ThreadShape.From(thread, state))], SandboxJson.Default.IReadOnlyListThreadJson);
}
