using System.Text.Json;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Linking;

namespace Tallyfy.Bot.Tests.Cards;

public sealed class CardActionTests
{
    private const string Question = "0123456789abcdef0123456789abcdef";
    private const string Id = "Zm9yLXRlc3RzLW9ubHkhIQ";

    [Fact]
    public void An_execute_names_its_verb_beside_the_data()
    {
        Assert.Equal(
            new CardAction.Decide(new RenderingId(Id), Verdict.Approved, null),
            CardAction.Parse("approve", Data($$"""{"rendering":"{{Id}}"}""")));
    }

    [Fact]
    public void A_submit_names_its_verb_inside_the_data()
    {
        var action = Assert.IsType<CardAction.Decide>(
            CardAction.Parse(null, Data($$"""{"verb":"reject","rendering":"{{Id}}","reason":"Too dear"}""")));

        Assert.Equal(
            (new RenderingId(Id), Verdict.Rejected, "Too dear"), (action.Rendering, action.Verdict, action.Reason));
        Assert.Equal("Too dear", Assert.Single(action.Typed, typed => typed.Key == "reason").Value);
    }

    [Fact]
    public void A_refresh_is_no_decision()
    {
        var action = CardAction.Parse("refresh", Data($$"""{"rendering":"{{Id}}","reason":"typed meanwhile"}"""));

        Assert.Equal(new RenderingId(Id), Assert.IsType<CardAction.Refresh>(action).Rendering);
    }

    /// <summary>A client that knew an input before sends what stood there then, or nothing.</summary>
    [Fact]
    public void Of_an_input_under_several_ids_the_newest_counts()
    {
        var action = Assert.IsType<CardAction.Decide>(CardAction.Parse("reject", Data(
            $$"""{"rendering":"{{Id}}","reason#7":"new","reason":"old","reason#3":"older","comment#9":null}""")));

        Assert.Equal("new", action.Reason);
        Assert.Equal(["comment", "reason"], action.Typed.Keys.Order());
        Assert.Null(action.Typed["comment"]);
    }

    [Fact]
    public void What_else_a_client_adds_is_not_looked_at()
    {
        var data = Data($$$"""{"rendering":"{{{Id}}}","task":"other","msteams":{"type":"x"},"actor":7}""");

        var action = CardAction.Parse("approve", data);

        Assert.Equal(new CardAction.Decide(new RenderingId(Id), Verdict.Approved, null), action);
    }

    [Theory]
    [InlineData("  Too dear\r\nand late \u0000\u202E ", "Too dear\nand late")]
    [InlineData("   \n ", null)]
    [InlineData("", null)]
    [InlineData("نعم 👩‍👩‍👧", "نعم 👩‍👩‍👧")]
    public void A_reason_is_kept_as_typed_but_for_what_cannot_be_seen(string typed, string? kept)
    {
        var data = JsonSerializer.Serialize(new Dictionary<string, string> { ["rendering"] = Id, ["reason"] = typed });

        var action = Assert.IsType<CardAction.Decide>(CardAction.Parse("reject", Data(data)));

        Assert.Equal(kept, action.Reason);
        Assert.False(action.IsReasonTooLong);
    }

    [Theory]
    [InlineData(CardAction.MaxReasonLength, CardAction.MaxReasonLength, false)]
    [InlineData(CardAction.MaxReasonLength + 1, CardAction.MaxReasonLength + 1, true)]
    [InlineData(200_000, 200_000, true)]
    public void A_reason_beyond_the_limit_comes_back_to_be_shortened(int typed, int kept, bool isTooLong)
    {
        var action = Assert.IsType<CardAction.Decide>(
            CardAction.Parse("reject", Data($$"""{"rendering":"{{Id}}","reason":"{{new string('x', typed)}}"}""")));

        Assert.Equal(kept, action.Reason!.Length);
        Assert.Equal(isTooLong, action.IsReasonTooLong);
        Assert.Equal(Math.Max(0, typed - CardAction.MaxReasonLength), action.ReasonExcess);
    }

    /// <summary>Taken away at the end, so many characters that a person sees are enough, and one less is not.</summary>
    [Theory]
    [InlineData("🙂", 600, 100)]
    [InlineData("👩🏽", 251, 1)]
    [InlineData("é", 1_001, 1)]
    [InlineData("e\u0301", 600, 100)]
    [InlineData("a", 1_234, 234)]
    public void A_reason_is_too_long_by_what_a_person_counts(string character, int typed, int excess)
    {
        Assert.Equal(excess, With(typed).ReasonExcess);
        Assert.True(With(typed - excess + 1).IsReasonTooLong);
        Assert.False(With(typed - excess).IsReasonTooLong);

        CardAction.Act With(int count) => new CardAction.Decide(
            new RenderingId("r"), Verdict.Rejected, string.Concat(Enumerable.Repeat(character, count)));
    }

    [Theory]
    [InlineData(" Approve ", "Approve")]
    [InlineData("Appr\\u0000ove", null)]
    [InlineData("Appr\\u200bove", null)]
    [InlineData("a word of more than the forty characters there may be", null)]
    public void A_word_that_confirms_is_short_and_seen(string typed, string? read)
    {
        var data = Data($$"""{"rendering":"{{Id}}","confirm":"{{typed}}"}""");

        Assert.Equal(read, Assert.IsType<CardAction.Decide>(CardAction.Parse("approve", data)).Confirmation);
    }

    [Theory]
    [InlineData("approve", "{}")]
    [InlineData("approve", "[]")]
    [InlineData("approve", "null")]
    [InlineData("approve", "\"Zm9yLXRlc3RzLW9ubHkhIQ\"")]
    [InlineData("approve", """{"rendering":null}""")]
    [InlineData("approve", """{"rendering":7}""")]
    [InlineData("approve", """{"rendering":["Zm9yLXRlc3RzLW9ubHkhIQ"]}""")]
    [InlineData("approve", """{"rendering":""}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhI"}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQQ"}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkh+/"}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhI "}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIé"}""")]
    [InlineData("approve", """{"Rendering":"Zm9yLXRlc3RzLW9ubHkhIQ"}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","rendering":"AAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","verb":"reject"}""")]
    [InlineData("reject", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","reason":7}""")]
    [InlineData("reject", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","reason":{"$ne":null}}""")]
    [InlineData("reject", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","reason":"a","reason":"b"}""")]
    [InlineData("reject", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","reason":"\ud800"}""")]
    [InlineData("reject", """{"rendering":"\udc00m9yLXRlc3RzLW9ubHkhIQ"}""")]
    [InlineData("reject", """{"\ud800":1,"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","reason":"\udfff"}""")]
    [InlineData("Approve", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ"}""")]
    [InlineData("complete", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ"}""")]
    [InlineData("", """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","verb":"approve"}""")]
    [InlineData(null, """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ"}""")]
    [InlineData(null, """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","verb":["approve"]}""")]
    [InlineData(null, """{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ","verb":"approve","verb":"approve"}""")]
    public void What_no_card_of_ours_sends_is_nothing(string? verb, string data) =>
        Assert.Null(CardAction.Parse(verb, Data(data)));

    [Fact]
    public void No_data_at_all_is_nothing() => Assert.Null(CardAction.Parse("approve", default));

    [Theory]
    [InlineData("link-yes", nameof(LinkWord.Yes), null)]
    [InlineData("link-no", nameof(LinkWord.No), null)]
    [InlineData("link-code", nameof(LinkWord.Code), "RZE5 - f96y")]
    public void An_answer_names_its_question_by_either_way(string verb, string word, string? typed)
    {
        var tap = new CardAction.Answer(new LinkTap(new QuestionId(Question), Enum.Parse<LinkWord>(word), typed));
        var data = $"\"question\":\"{Question}\",\"code\":\" RZE5 - f96y\\u200b \"";

        Assert.Equal(tap, CardAction.Parse(verb, Data($"{{{data}}}")));
        Assert.Equal(tap, CardAction.Parse(null, Data($"{{\"verb\":\"{verb}\",{data}}}")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"question":""}""")]
    [InlineData("""{"question":7}""")]
    [InlineData("""{"question":"0123456789ABCDEF0123456789ABCDEF"}""")]
    [InlineData("""{"question":"0123456789abcdef0123456789abcde"}""")]
    [InlineData("""{"rendering":"Zm9yLXRlc3RzLW9ubHkhIQ"}""")]
    [InlineData("""{"question":"0123456789abcdef0123456789abcdef","verb":"link-no"}""")]
    [InlineData("""{"question":"0123456789abcdef0123456789abcdef","code":7}""")]
    public void An_answer_without_its_question_is_nothing(string data)
    {
        Assert.Null(CardAction.Parse("link-yes", Data(data)));
        Assert.Null(CardAction.Parse("approve", Data(data.Replace("rendering", "other", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_new_rendering_id_passes()
    {
        var id = RenderingId.New();

        Assert.Equal(new CardAction.Refresh(id), CardAction.Parse("refresh", Data($$"""{"rendering":"{{id}}"}""")));
    }

    private static JsonElement Data(string json) => JsonElement.Parse(json);
}
