using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>Recorded activities, and one that may be bent out of shape.</summary>
internal static class Sample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order()!;

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static Activity Read(string name) => Activity.Parse(File.ReadAllBytes(Path.Combine(Folder, name)));

    /// <summary>A tap in Teams, by way of the public cloud's host.</summary>
    public static string Tap(Action<JsonObject>? change = null)
    {
        var activity = JsonNode.Parse(Text("teams.invoke.adaptive-card-action.composed.json"))!.AsObject();
        activity["serviceUrl"] = TokenIssuer.ServiceUrl;
        change?.Invoke(activity);

        return activity.ToJsonString();
    }
}
