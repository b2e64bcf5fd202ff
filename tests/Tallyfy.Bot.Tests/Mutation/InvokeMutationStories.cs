using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Mutation;

/// <summary>Every field of a tap, changed in every way: it decides what it still names, or nothing at all.</summary>
public sealed class InvokeMutationStories
{
    private const string OtherTenant = "11111111-86f1-41af-91ab-2d7cd011db47";
    private const string Rendering = "value.action.data.rendering";

    // What may be anything without making it another tap, as long as it is of its kind.
    private static readonly string[] Texts =
        ["id", "from.name", "recipient.name", "conversation.conversationType", "replyToId", "locale", "localTimezone"];

    private static readonly string[] Anything =
        ["value.action.type", "value.action.data.reason"];

    // Of any kind at all: what nobody decides by is left out where it cannot be read.
    private static readonly string[] Unneeded =
        ["id", "from.name", "recipient.name", "channelData", "replyToId", "locale", "localTimezone"];

    private static readonly string[] WhenLost =
        ["recipient", "channelData", "channelData.tenant", "channelData.tenant.id", "conversation.tenantId"];

    [Fact]
    public async Task Whatever_is_done_to_a_tap_it_decides_what_it_names_or_nothing()
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        await story.LaunchAsync("For Megan alone", Person.Megan);
        var megans = RenderingOf(await story.CardAsync(Person.Megan, "For Megan alone"));
        var surprises = new List<string>();
        var decided = 0;
        var rows = 0;
        var card = await NextAsync(story, 0);

        foreach (var mutation in JsonMutation.Of(Tap(card)).Where(IsAsked).Concat(Swaps(megans)))
        {
            rows++;
            var answer = await PostAsync(story, mutation.Apply(Tap(card)));
            var completions = await story.Sandbox.CompletionsAsync();
            var hasDecided = completions.Count > decided;

            if (hasDecided != MayDecide(mutation) || !IsFit(answer, hasDecided))
                surprises.Add(
                    $"{mutation} decided: {hasDecided}, answer: {(int)answer.Status} "
                    + $"{answer.Text[..Math.Min(answer.Text.Length, 90)]}");

            if (completions.Skip(decided).Any(line => line.Completer != Person.Alex.Member || line.Status != 200))
                surprises.Add($"{mutation} is somebody else's decision");

            await RepairAsync(story);

            if (hasDecided)
                card = await NextAsync(story, decided = completions.Count);
        }

        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
        Assert.True(rows > (Extent.IsWhole ? 250 : 80), $"{rows} rows");
        Assert.InRange(decided, Extent.IsWhole ? 40 : 10, rows / 2);
    }

    /// <summary>
    /// All in a whole run; otherwise of the ways at each place every fourth, another one from place to place.
    /// </summary>
    private static bool IsAsked(JsonMutation mutation, int number) => Extent.IsWhole || number % 4 == 0;

    private static bool MayDecide(JsonMutation mutation) => mutation.Kind switch
    {
        // Whatever is not certainly a tap is answered as a refresh.
        _ when mutation.Path is "value.trigger" => mutation.Kind is "dropped" or "null",
        "doubled" => false,
        "added" or "another of its kind" or "the other verdict" => true,
        "dropped" or "null" => Texts.Concat(Anything).Concat(WhenLost).Contains(mutation.Path),
        "another text" =>
            Texts.Concat(Anything).Concat(Unneeded).Concat(["from.id", "recipient.id", "conversation.id"])
                .Contains(mutation.Path),
        "an empty text" => Texts.Concat(Anything).Concat(Unneeded).Concat(["recipient.id"]).Contains(mutation.Path),
        "an object" => Unneeded.Concat(["value.action.type", "channelData.tenant"]).Contains(mutation.Path),
        "a number" or "a list" or "true" => Unneeded.Append("value.action.type").Contains(mutation.Path),
        _ => false,
    };

    private static IEnumerable<JsonMutation> Swaps(string megans) =>
    [
        Swap(Rendering, "another person's card", megans),
        Swap(Rendering, "a card that was never shown", "AAAAAAAAAAAAAAAAAAAAAA"),
        Swap(Rendering, "a card's id with a blank", megans + " "),
        Swap("from.aadObjectId", "another person", Person.Megan.ObjectId),
        Swap("from.aadObjectId", "a stranger", "99999999-0000-0000-0000-000000000020"),
        Swap("conversation.tenantId", "another tenant in one place", OtherTenant),
        Swap("channelData.tenant.id", "another tenant in the other place", OtherTenant),
        new("conversation.tenantId", "another tenant in both", whole =>
        {
            var copy = whole.DeepClone().AsObject();
            copy["conversation"]!["tenantId"] = OtherTenant;
            copy["channelData"]!["tenant"]!["id"] = OtherTenant;
            return copy.ToJsonString();
        }),
        Swap("value.action.verb", "the other verdict", "reject"),
        Swap("value.action.verb", "a verb in capitals", "APPROVE"),
        Swap("value.action.verb", "a verb with a blank", "approve "),
        Swap("value.action.verb", "what undoes", "undo"),
        Swap("value.action.verb", "what only looks", "refresh"),
        Swap("type", "a message", "message"),
        Swap("type", "an event", "event"),
        Swap("type", "an installation", "installationUpdate"),
        Swap("name", "another invoke", "task/submit"),
        Swap("channelId", "another channel", "webchat"),
        Swap("channelId", "the Emulator's channel", "emulator"),
        Swap("serviceUrl", "an address elsewhere", "https://evil.example/"),
        Swap("locale", "another of its kind", "ar-EG"),
        Swap("conversation.conversationType", "another of its kind", "channel"),
    ];

    private static JsonMutation Swap(string path, string kind, string value) => JsonMutation.Put(path, kind, value);

    // Refused at the door in words of ours, or answered in the shape that Teams reads.
    private static bool IsFit((HttpStatusCode Status, string Text) answer, bool hasDecided) => (int)answer.Status switch
    {
        200 when answer.Text.Length == 0 => !hasDecided, // no invoke any more
        200 => JsonNode.Parse(answer.Text) is JsonObject { Count: 3 } body && (int)body["statusCode"]! is 200 or 400,
        400 or 403 => !hasDecided
            && answer.Text.Length is > 10 and < 300
            && !answer.Text.Contains("   at ", StringComparison.Ordinal),
        _ => false,
    };

    private static async Task<ChatMessage> NextAsync(ApprovalStory story, int number)
    {
        var title = $"To decide, no. {number:D3}";
        await story.LaunchAsync(title, Person.Alex);
        return await story.CardAsync(Person.Alex, title, message => message.Asks);
    }

    private static JsonObject Tap(ChatMessage card) => Activities.Execute(
        Person.Alex, card.Id, "approve", new JsonObject { ["rendering"] = RenderingOf(card), ["reason"] = "Fine" });

    private static string RenderingOf(ChatMessage card) =>
        (string)CardWords.FindAction(card.Card, "approve")!["data"]!["rendering"]!;

    private static Task<(HttpStatusCode Status, string Text)> PostAsync(ApprovalStory story, string body) =>
        story.PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));

    // Where somebody spoke last is where they are reached: the next card must come where the story looks for it.
    private static Task RepairAsync(ApprovalStory story) =>
        story.InvokeAsync(Activities.Execute(Person.Alex, "1", "nothing", null));
}
