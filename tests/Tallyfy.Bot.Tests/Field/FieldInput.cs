using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Conventions;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>What clients and platforms were seen to send, as files; sent here by one of the story's people.</summary>
internal static class FieldInput
{
    public static JsonNode Read(string name, Person person)
    {
        var text = File.ReadAllText(Path.Combine(
            Repository.Root, "tests", "Tallyfy.Bot.Tests", "Field", "Inputs", $"{name}.json"));

        (string Written, string Here)[] names =
        [
            ("<connector>/", Activities.ServiceUrl),
            ("29:user-0", person.Address),
            ("a:chat-user-0", person.Chat),
            ("28:00000000-0000-0000-0000-00000000000011", "28:bot"),
            ("c0ffee00-0000-4000-8000-000000000020", person.ObjectId),
            ("C0FFEE00-0000-4000-8000-000000000020", person.ObjectId.ToUpperInvariant()),
            ("ab12cd34-0000-4000-8000-00000000beef", Person.Tenant),
        ];
        text = names.Aggregate(
            text, (kept, one) => kept.Replace(one.Written, one.Here, StringComparison.Ordinal));
        return JsonNode.Parse(text)!["input"]!.DeepClone();
    }

    /// <summary>One activity, with an id of its own: all files have the same one.</summary>
    public static JsonObject Activity(string name, Person person)
    {
        var activity = Read(name, person).AsObject();
        activity["id"] = Guid.NewGuid().ToString();
        return activity;
    }

    /// <summary>Its placeholders for what the story's card has.</summary>
    public static JsonObject About(JsonObject activity, ChatMessage card)
    {
        var rendering = (string)Infrastructure.Cards.CardWords.FindAction(card.Card, "reject")!["data"]!["rendering"]!;
        return JsonNode.Parse(activity.ToJsonString()
            .Replace("\\u003Crendering\\u003E", rendering, StringComparison.Ordinal)
            .Replace("\\u003Cmessage\\u003E", card.Id, StringComparison.Ordinal))!.AsObject();
    }
}
