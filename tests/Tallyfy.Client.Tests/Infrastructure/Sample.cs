using System.Text.Json.Nodes;

namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>A sample payload of Tallyfy's, by file name without extension.</summary>
internal static class Sample
{
    public static string Text(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", $"{name}.json"));

    public static JsonNode Node(string name) => JsonNode.Parse(Text(name))!;

    /// <summary>The sample as one line, the way it travels.</summary>
    public static string OneLine(string name) => Node(name).ToJsonString();
}
