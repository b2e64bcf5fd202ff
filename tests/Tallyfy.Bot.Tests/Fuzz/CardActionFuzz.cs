using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Client.Tests.Fuzz;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>What a client sends in place of what a card of ours holds.</summary>
public sealed class CardActionFuzz
{
    private static readonly string[] Verbs =
        [CardAction.ApproveVerb, CardAction.RejectVerb, CardAction.UndoVerb, CardAction.RefreshVerb];

    private static readonly string[] Answers = [CardAction.YesVerb, CardAction.NoVerb, CardAction.CodeVerb];

    private static readonly Arbitrary<string> Reasons = Fuzz.Rows([.. Pieces.Text, .. Pieces.Hidden, .. Pieces.Html]);

    [Fact]
    public void Damaged_data_is_a_whole_action_or_nothing() => Fuzz.Check(DamagedData(), given =>
    {
        if (Read(given.Data) is not { } data)
            return;

        AssertWhole(CardAction.Parse(given.Verb, data));
    });

    [Fact]
    public void What_a_card_sends_is_read_as_it_was_meant_by_either_way() => Fuzz.Check(
        from verb in Gen.Elements(Verbs)
        from reason in Reasons.Generator
        select (verb, reason),
        given =>
        {
            var id = RenderingId.New();
            var data = new JsonObject { ["rendering"] = id.Value, ["reason"] = given.reason };
            var executed = CardAction.Parse(given.verb, JsonSerializer.SerializeToElement(data));
            data["verb"] = given.verb;
            var submitted = CardAction.Parse(null, JsonSerializer.SerializeToElement(data));

            Assert.Equal(PlainAction.Of(executed), PlainAction.Of(submitted));
            Assert.Equal(id, Assert.IsType<CardAction.OnApproval>(executed, exactMatch: false).Rendering);
            AssertWhole(executed);
        });

    [Fact]
    public void A_reason_that_was_read_is_read_again_as_it_is() => Fuzz.Check(Reasons, reason =>
    {
        var once = ReasonOf(reason);

        Assert.Equal(once, once is null ? null : ReasonOf(once));
    });

    private static void AssertWhole(CardAction? action)
    {
        if (action is CardAction.Answer(var tap))
        {
            Assert.Matches("^[0-9a-f]{32}$", tap.Question.Value);
            Assert.DoesNotContain(tap.Typed ?? "", typed => typed != '\n' && char.IsControl(typed));
        }

        if (action is not CardAction.OnApproval about)
            return;

        Assert.Matches("^[A-Za-z0-9_-]{22}$", about.Rendering.Value);

        Assert.DoesNotContain((action as CardAction.Act)?.Confirmation ?? "", char.IsControl);

        if (action is not CardAction.Act { Reason: { } reason })
            return;

        Assert.NotEmpty(reason);
        Assert.Equal(reason.Trim(), reason);
        Shown.AssertSafe(reason.Replace('<', '‹').Replace("{{", "", StringComparison.Ordinal));
    }

    private static string? ReasonOf(string reason) =>
        ((CardAction.Act)CardAction.Parse("reject", JsonSerializer.SerializeToElement(
            new JsonObject { ["rendering"] = new string('A', RenderingId.Length), ["reason"] = reason }))!).Reason;

    private static JsonElement? Read(string data)
    {
        try
        {
            return JsonElement.Parse(data);
        }
        catch (JsonException)
        {
            return null; // the door refuses it
        }
    }

    private static Gen<(string? Verb, string Data)> DamagedData() =>
        from verb in Gen.Elements<string?>([.. Verbs, .. Answers, null, null, "", "Approve", "delete"])
        from inside in Gen.Elements<string>([.. Verbs, .. Answers])
        from reason in Reasons.Generator
        from kinds in Gen.Choose(0, 9).ArrayOf()
        from place in Gen.Choose(0, 1 << 20)
        from choice in Gen.Choose(0, 1 << 20)
        let whole = new JsonObject
        {
            ["verb"] = inside,
            ["rendering"] = "Zm9yLXRlc3RzLW9ubHkhIQ",
            ["reason"] = reason,
            ["question"] = "0123456789abcdef0123456789abcdef",
            ["code"] = reason,
            ["msteams"] = new JsonObject { ["type"] = "x" },
        }
        select (verb, kinds.Take(3).Select((kind, index) => new Damage(kind, place + index, choice + index))
            .Aggregate(whole.ToJsonString(), (body, damage) => damage.Apply(body)));
}
