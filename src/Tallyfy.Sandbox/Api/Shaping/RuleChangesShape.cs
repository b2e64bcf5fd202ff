using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>tasks_changed_by_rules in each shape it may have (docs/tallyfy-facts.md 8.3, U10).</summary>
internal static class RuleChangesShape
{
    public static JsonNode? From(IReadOnlyList<ChangedTaskJson> changed, SandboxOptions options)
    {
        if (changed.Count == 0)
            return Empty(options);

        var tasks = changed
            .Select(task => JsonSerializer.SerializeToNode(task, SandboxJson.Default.ChangedTaskJson))
            .ToList();
        return options.RuleChanges switch
        {
            "list" => new JsonArray([.. tasks]),
            "by-id" => new JsonObject(changed.Zip(tasks, (task, node) => KeyValuePair.Create(task.Id, node))),
            _ => new JsonObject { ["data"] = new JsonArray([.. tasks]) },
        };
    }

    private static JsonNode? Empty(SandboxOptions options) => options.EmptyRuleChanges switch
    {
        "array" => new JsonArray(),
        "absent" => null,
        _ => new JsonObject(),
    };
}
