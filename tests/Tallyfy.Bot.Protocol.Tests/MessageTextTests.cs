using System.Text.Json;
using FsCheck.Fluent;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>What clients wrap around what a person writes comes off, and nothing of the words does.</summary>
public sealed class MessageTextTests
{
    [Theory]
    [InlineData("<p>pending</p>")]
    [InlineData("<div><p><b>pending</b></p></div>")]
    [InlineData("<p>&nbsp;pending&nbsp;</p>")]
    [InlineData("<span style=\"color:red\">pending</span><br/>")]
    [InlineData("pending<br>")]
    [InlineData("<quoted messageId=\"1700000000002\"/> pending")]
    [InlineData("<quoted messageId=\"1\"></quoted>pending")]
    [InlineData("<quoted messageId=\"1\">Approve 12 desks</quoted>\npending")]
    [InlineData("<blockquote itemid=\"1\"><b>Tallyfy</b><p>Approve 12 desks</p></blockquote><p>pending</p>")]
    [InlineData("<blockquote>a<blockquote>b</blockquote>c</blockquote>pending")]
    [InlineData("<blockquote>a</blockquote>pending<blockquote>b</blockquote>")]
    [InlineData("> Approve 12 desks\n> by Friday\n\npending")]
    [InlineData("&gt; Approve 12 desks\npending")]
    [InlineData("\u200Bpending\u200B")]
    [InlineData("\uFEFFpend\u00ADing")]
    [InlineData("\u202Epending\u202C")]
    [InlineData("\u3164pending\u115F")]
    [InlineData("\u00A0\u3000pending\r\n")]
    [InlineData("<at>Approvals</at>&nbsp;pending")]
    [InlineData("<at id=\"0\">Approvals</at> pending")]
    [InlineData("<AT>approvals</AT>pending")]
    [InlineData("<p><at>Approvals</at> pending</p>")]
    public void The_words_are_left(string text) => Assert.Equal("pending", Read(text));

    [Theory]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("R&amp;D &lt;3", "R&D <3")]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    [InlineData("one<br>two", "one\ntwo")]
    [InlineData("> only a quote", "> only a quote")]
    [InlineData("<at>Megan Bowen</at> asked", "Megan Bowen asked")]
    [InlineData("はい、お願いします", "はい、お願いします")]
    [InlineData("نعم", "نعم")]
    [InlineData("yes\tplease", "yes please")]
    [InlineData("<quoted", "<quoted")]
    [InlineData("", "")]
    public void And_so_is_all_of_them(string text, string words) => Assert.Equal(words, Read(text));

    [Theory]
    [InlineData(
        """{"type":"mention","mentioned":{"id":"28:bot","name":"Tallyfy & Co"}}""",
        "<at>Tallyfy &amp; Co</at> pending")]
    [InlineData(
        """{"type":"mention","mentioned":{"id":"28:bot","name":"Tallyfy"},"text":"@Tallyfy"}""", "@Tallyfy pending")]
    [InlineData("""{"type":"mention","mentioned":{"id":"28:bot"},"text":"<at>T</at>"}""", "<at>T</at>pending")]
    [InlineData(
        """{"type":"quotedReply","quotedReply":{"messageId":"1","preview":"Approve 12 desks"}}""",
        "Approve 12 desks\npending")]
    [InlineData("""{"type":"quotedReply","quotedReply":{}}""", "pending")]
    [InlineData("""{"type":"mention","mentioned":7}""", "pending")]
    [InlineData("7", "pending")]
    public void An_entity_says_what_else_is_not_theirs(string entity, string text) =>
        Assert.Equal("pending", Read(text, JsonElement.Parse(entity)));

    [Fact]
    public void Whatever_is_wrapped_around_a_word_the_word_is_read()
    {
        var wraps = Gen.Elements(
            "<p>{0}</p>", "<b>{0}</b>", "<div>{0}</div>", "\u200B{0}", "{0}\uFEFF", "&nbsp;{0}", "{0}<br/>", " {0} ",
            "<at>Approvals</at> {0}", "<quoted messageId=\"1\"/>{0}", "<blockquote>q</blockquote>{0}",
            "{0}<blockquote>q</blockquote>", "<span>{0}</span>", "\u2060{0}\u2060");

        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
            Arb.From(wraps.ArrayOf()),
            all => Assert.Equal(
                "pending",
                Read(all.Aggregate("pending", (text, wrap) => wrap.Replace("{0}", text, StringComparison.Ordinal))))));
    }

    [Fact]
    public void Whatever_comes_is_read()
    {
        var pieces = Gen.Elements(
            "<", ">", "<at>", "</at>", "<quoted", "/>", "<blockquote>", "</blockquote>", "&", "&nbsp;", "&#x0;",
            "\uD83D", "\uDE00", "\0", "\n", "pending", "\u200D", "\"", "<p", "=");

        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
            Arb.From(pieces.ArrayOf()), all => Assert.NotNull(Read(string.Concat(all)))));
    }

    [Fact]
    public void A_very_long_text_is_read_to_a_point()
    {
        var quotes = string.Concat(Enumerable.Repeat("<blockquote>", 20_000));
        Assert.StartsWith("pending", Read("pending " + quotes), default);
        Assert.StartsWith("pending", Read("pending " + new string('<', 200_000)), default);
    }

    public static TheoryData<string, string?, string> Places => new()
    {
        {
            """[{"type":"clientInfo","locale":"de-DE","timezone":"Europe/Berlin"}]""",
            null,
            "de-DE,en-US|Europe/Berlin,UTC"
        },
        { "[]", "\"2026-11-28T17:30:00+05:30\"", "en-US|UTC,+05:30" },
        { "[]", "\"2026-11-28T17:30:00.123-0800\"", "en-US|UTC,-08:00" },
        { "[]", "\"2026-11-28T17:30:00\"", "en-US|UTC" },
        { "[]", "\"soon\"", "en-US|UTC" },
        { "[]", "17", "en-US|UTC" },
        { """[7,null,{"locale":7,"timezone":{}},{"locale":" "}]""", "null", "en-US|UTC" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Where_somebody_sits_is_read_from_wherever_it_is_said(string entities, string? timestamp, string places)
    {
        var activity = Sample.Read("playground.message.text.json") with
        {
            Entities = [.. JsonElement.Parse(entities).EnumerateArray()],
            LocalTimestamp = timestamp is null ? null : JsonElement.Parse(timestamp),
            Locale = "en-US",
            LocalTimezone = "UTC",
        };

        Assert.Equal(places, $"{string.Join(',', activity.Locales)}|{string.Join(',', activity.TimeZones)}");
    }

    [Theory]
    [InlineData("""{"a":1}""", JsonValueKind.Object)]
    [InlineData("\"{\\\"a\\\":1}\"", JsonValueKind.Object)]
    [InlineData("\" {\\\"a\\\":\\\"\\\\ud83d\\\"}\"", JsonValueKind.Object)]
    [InlineData("\"{\\\"a\\\":1,\\\"a\\\":2}\"", JsonValueKind.String)]
    [InlineData("\"{\"", JsonValueKind.String)]
    [InlineData("\"[1]\"", JsonValueKind.String)]
    [InlineData("\"approve\"", JsonValueKind.String)]
    [InlineData("\"\\\"{}\\\"\"", JsonValueKind.String)]
    [InlineData("7", JsonValueKind.Number)]
    public void An_object_may_come_as_its_text(string value, JsonValueKind kind)
    {
        var activity = Sample.Read("playground.message.text.json") with { Value = JsonElement.Parse(value) };

        Assert.Equal(kind, activity.Submitted!.Value.ValueKind);
    }

    private static string Read(string text, params IReadOnlyList<JsonElement> entities) =>
        (Sample.Read("playground.message.text.json") with
        {
            Text = text,
            Recipient = new ChannelAccount("28:bot", "Approvals"),
            Entities = entities,
        }).ReadText();
}
