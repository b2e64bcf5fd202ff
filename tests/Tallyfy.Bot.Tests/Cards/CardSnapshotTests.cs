using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>A changed card is a reviewed difference.</summary>
public sealed class CardSnapshotTests
{
    private static readonly string[] WhoAsks =
    [
        "asks for your approval", "Your approval is asked for", "Asked by ", "Tallyfy does not say who asked",
        "will read this", "Why? (needed)", "Requested\\u00A0by",
    ];

    public static TheoryData<string> Names => [.. CardCatalogue.Names];

    public static TheoryData<string> NamesAboutAnApproval => [.. CardCatalogue.AboutAnApproval];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_card_is_what_its_snapshot_says(string name)
    {
        var message = await CardCatalogue.DrawAsync(name);
        var shown = new JsonObject { ["summary"] = message.Summary, ["card"] = message.Card.DeepClone() };

        await Snapshot.CompareAsync(
            Path.Combine(Snapshot.Folder, $"{name}.json"), shown, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_snapshot_is_a_card_that_can_be_produced()
    {
        var orphans = Directory.EnumerateFiles(Snapshot.Folder)
            .Where(file => !CardCatalogue.Names.Contains(Path.GetFileNameWithoutExtension(file)));

        Assert.True(
            !orphans.Any(),
            $"The catalogue draws no card for {string.Join(", ", orphans.Select(Path.GetFileName))}: delete the file, "
            + "or draw the card");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_card_keeps_its_size_and_its_schema(string name)
    {
        var message = await CardCatalogue.DrawAsync(name);

        Assert.InRange(CardFrame.Measure(message), 1, CardFrame.MaxBytes);
        Assert.Equal("1.5", message.Card["version"]!.GetValue<string>());
        Assert.InRange(message.Summary.Length, 1, 320);
    }

    [Theory]
    [MemberData(nameof(NamesAboutAnApproval))]
    public async Task A_card_about_an_approval_names_organization_requester_and_link(string name)
    {
        var card = Snapshot.Spell((await CardCatalogue.DrawAsync(name)).Card);

        var organization = name is "approval.empty" ? "(unnamed organization)" : "Contoso";
        var isProven = name is not ("receipt.altered" or "receipt.missing" or "receipt.no-entry"
            or "receipt.forgotten");

        Assert.Contains(isProven ? $"{organization} · " : organization, card, StringComparison.Ordinal);
        Assert.Equal(isProven, WhoAsks.Any(words => card.Contains(words, StringComparison.Ordinal)));
        Assert.Contains("https://go.tallyfy.com/acme/tasks/", card, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_card_executes_with_a_verb_and_falls_back_to_submit(string name)
    {
        var executes = Nodes((await CardCatalogue.DrawAsync(name)).Card)
            .OfType<JsonObject>()
            .Where(node => node["type"] is JsonValue type && type.GetValue<string>() == "Action.Execute");

        foreach (var execute in executes)
        {
            var verb = execute["verb"]!.GetValue<string>();
            Assert.NotNull(CardAction.Parse(verb, JsonElement.Parse(execute["data"]!.ToJsonString())));

            if (verb == CardAction.RefreshVerb)
                continue;

            Assert.Equal("Action.Submit", execute["fallback"]!["type"]!.GetValue<string>());
            Assert.NotNull(CardAction.Parse(null, JsonElement.Parse(execute["fallback"]!["data"]!.ToJsonString())));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_card_wraps_all_its_text_and_labels_its_inputs(string name)
    {
        foreach (var node in Nodes((await CardCatalogue.DrawAsync(name)).Card).OfType<JsonObject>())
        {
            if (node["type"] is not JsonValue type)
                continue;

            if (type.GetValue<string>() == "TextBlock")
                Assert.True(node["wrap"]?.GetValue<bool>());

            if (type.GetValue<string>().StartsWith("Input.", StringComparison.Ordinal))
                Assert.NotNull(node["label"]);
        }
    }

    [Theory]
    [InlineData("approval.shared")]
    [InlineData("outcome.rejected-shared")]
    public async Task A_card_in_a_shared_conversation_keeps_the_details_to_itself(string name)
    {
        var card = Snapshot.Spell((await CardCatalogue.DrawAsync(name)).Card);

        Assert.DoesNotContain("budget line", card, StringComparison.Ordinal);
        Assert.DoesNotContain("CC-104", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Too dear", card, StringComparison.Ordinal);
        Assert.DoesNotContain("\"refresh\"", card, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode root) => root switch
    {
        JsonObject element => [element, .. element.Select(member => member.Value).OfType<JsonNode>().SelectMany(Nodes)],
        JsonArray list => list.OfType<JsonNode>().SelectMany(Nodes),
        _ => [],
    };
}
