using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Bot.Texts;
using Tallyfy.Client.Forms;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>
/// Whoever writes what is approved may put what matters where a card ends: a card never ends without saying so.
/// </summary>
public sealed class CutContentTests
{
    private const string Shown = "EUR 10";
    private const string Behind = "0,000 to Eve";

    private static readonly Dictionary<string, string> Fillers = new()
    {
        ["blanks"] = " ",
        ["line ends"] = "\r\n",
        ["tabs"] = "\t",
        ["no-break blanks"] = "\u00A0",
        ["zero-width blanks"] = "\u200B",
        ["soft hyphens"] = "\u00AD",
        ["marks of direction"] = "\u200F",
        ["overrides of direction"] = "\u202E",
        ["private characters"] = "\uE000",
        ["blanks of Braille"] = "\u2800",
        ["fillers of Hangul"] = "\u3164",
        ["tags"] = "\U000E0041",
        ["joiners"] = "\u200D",
        ["accents"] = "\u0301",
        ["controls"] = "\u0007",
        ["letters"] = "x",
        ["emoji"] = "👍🏽",
        ["joined emoji"] = "👩\u200D",
        ["syllables joined by a virama"] = "क\u094D",
    };

    private static readonly JsonSerializerOptions Wire =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly int[] Counts = [1, 15, 16, 17, 100, 1_900, 6_000, 20_000, 60_000];

    private static readonly int[] Limits = [30, 50, 60, 80, 120, 300, 600];

    public static TheoryData<string> FillerNames => [.. Fillers.Keys];

    [Theory]
    [MemberData(nameof(FillerNames))]
    public void A_line_ends_in_an_ellipsis_or_is_all_there(string filler)
    {
        foreach (var count in Counts)
        {
            var text = Shown + string.Concat(Enumerable.Repeat(Fillers[filler], count)) + Behind;

            foreach (var limit in Limits)
            {
                AssertSaid(ForeignText.Markdown(text, limit), $"{filler} × {count} in {limit}");
                AssertSaid(ForeignText.Plain(text, limit), $"{filler} × {count} in {limit}");
            }
        }
    }

    [Theory]
    [InlineData("👩\u200D", 6)]
    [InlineData("👩\u200D", 40)]
    [InlineData("🏴\u200D☠️\u200D", 8)]
    public void What_is_joined_into_one_character_is_said_to_be_cut(string part, int count) => Assert.Contains(
        '…', ForeignText.Plain(string.Concat(Enumerable.Repeat(part, count)) + "💰 now", 300)!);

    [Theory]
    [MemberData(nameof(FillerNames))]
    public void Behind_nothing_but_filling_a_line_is_not_said_to_be_empty(string filler)
    {
        foreach (var count in Counts)
        {
            var line = ForeignText.Markdown(string.Concat(Enumerable.Repeat(Fillers[filler], count)) + Behind, 120);

            AssertSaid(line, $"{filler} × {count}");
        }
    }

    [Theory]
    [MemberData(nameof(FillerNames))]
    public void A_description_ends_in_an_ellipsis_and_says_that_it_goes_on_or_is_all_there(string filler)
    {
        foreach (var count in Counts)
        {
            foreach (var html in new[] { "<p>{0}{1}{2}</p>", "<p>{0}</p><p>{1}</p><p>{2}</p>", "{0}<br>{1}<b>{2}</b>" })
            {
                var text = string.Format(
                    CultureInfo.InvariantCulture,
                    html,
                    Shown,
                    string.Concat(Enumerable.Repeat(Fillers[filler], count)),
                    Behind);

                foreach (var limit in new[] { 6, 250, 700, 1_500 })
                {
                    var (markdown, isCut) = DescriptionMarkdown.From(text, limit, StoryTexts.English);
                    AssertSaid(markdown, $"{filler} × {count} in {limit} of {html}");
                    Assert.Equal(isCut, markdown!.EndsWith('…'));
                }
            }
        }
    }

    [Theory]
    [InlineData("iframe", true)]
    [InlineData("object", true)]
    [InlineData("embed", true)]
    [InlineData("svg", true)]
    [InlineData("math", true)]
    [InlineData("select", true)]
    [InlineData("textarea", true)]
    [InlineData("button", true)]
    [InlineData("audio", true)]
    [InlineData("video", true)]
    [InlineData("script", false)]
    [InlineData("style", false)]
    [InlineData("template", false)]
    [InlineData("noscript", false)]
    [InlineData("title", false)]
    public void What_a_browser_shows_and_a_card_cannot_is_said_to_be_in_Tallyfy(string element, bool isSaid)
    {
        var description = DescriptionMarkdown.From(
            $"<p>{Shown}</p><{element}>{Behind}</{element}>", 500, StoryTexts.English);

        Assert.Equal(isSaid, description.IsCut);
    }

    [Theory]
    [InlineData("""[{"id":1002},{"id":1003}]""", null)]
    [InlineData("""{"id":1002}""", null)]
    [InlineData("""[{"value":"Eve"}]""", null)]
    [InlineData("""[{"text":"Paper"},{"id":7}]""", "Paper")]
    [InlineData("""[["Widget",{"amount":9}]]""", "Widget")]
    public void An_answer_that_has_more_than_words_says_so(string value, string? words)
    {
        var field = FieldAnswer.From(Field(value));

        Assert.Equal((words, true), (field.Answer, field.IsPartlyUnsaid));
        Assert.Contains(
            words is null ? "(more in Tallyfy)" : $"{words} (more in Tallyfy)",
            CardWords.Of(ApprovalCard.Lay(
                With([field]), new AskingState(), SampleApprovals.Alex, SampleApprovals.Now)
                .Draw(SampleApprovals.Rendering).Card),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""[{"id":1,"text":"Paper","selected":true},{"id":2,"selected":false}]""")]
    [InlineData("""[{"filename":"quote.pdf","id":"x"}]""")]
    public void An_answer_that_is_all_words_says_nothing_of_that(string value) =>
        Assert.False(FieldAnswer.From(Field(value)).IsPartlyUnsaid);

    /// <summary>A guard that cannot tell is no guard: a run that nobody is said to have asked for.</summary>
    [Theory]
    [InlineData(SelfApproval.Refuse, null, WhyNotInChat.RequesterUnknown)]
    [InlineData(SelfApproval.Refuse, 1002L, WhyNotInChat.OwnRequest)]
    [InlineData(SelfApproval.Refuse, 1003L, null)]
    [InlineData(SelfApproval.Note, null, null)]
    [InlineData(SelfApproval.Note, 1002L, null)]
    internal void Nobody_decides_what_they_may_have_asked_for_where_that_is_refused(
        SelfApproval rule, long? requester, WhyNotInChat? why)
    {
        var policy = new DecisionPolicy(Options.Create(new ApprovalOptions { SelfApproval = rule }));

        Assert.Equal(
            why, policy.FindWhyNotInChat(new ApprovalContent { Title = "A lamp", RequesterId = requester }, 1002));
    }

    [Theory]
    [InlineData(true, true, WhyNotInChat.TemplateUnknown)]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    internal void What_may_be_of_a_template_with_rules_is_decided_where_they_hold(
        bool isUnknown, bool hasRules, WhyNotInChat? why)
    {
        var options = new ApprovalOptions();

        if (hasRules)
            options.Templates["a"] = new TemplatePolicy { Confirm = true };

        Assert.Equal(why, new DecisionPolicy(Options.Create(options)).FindWhyNotInChat(
            new ApprovalContent { Title = "A lamp", IsTemplateUnknown = isUnknown }, 1002));
    }

    private static void AssertSaid(string? line, string where)
    {
        var words = line?.Trim('\u2068', '\u2069') ?? "";
        Assert.True(
            words.EndsWith('…') || words.Replace("**", "", StringComparison.Ordinal).EndsWith(
                Behind, StringComparison.Ordinal),
            $"{where}: {(words.Length > 60 ? words[^60..] : words)}");
    }

    private static Approval With(IEnumerable<ApprovalField> fields) => SampleApprovals.Laptops with
    {
        Content = SampleApprovals.Laptops.Content with { Fields = [.. fields] },
    };

    private static TallyfyFormField Field(string value) => JsonSerializer.Deserialize<TallyfyFormField>(
        $$"""{"id":"f1","label":"Approver","field_type":"assignees_form","field_value":{{value}}}""", Wire)!;
}
