using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>What a card says of what stands behind an approval.</summary>
public sealed class BackgroundPartsTests
{
    private static readonly ApprovalBackground Nothing = new()
    {
        WhyYou = new WhyYou.NotKnown(),
        EarlierState = BackgroundState.Known,
        WaitingState = BackgroundState.Known,
    };

    private static readonly EarlierDecision Check = new()
    {
        Title = "Budget check",
        Verdict = Verdict.Approved,
        By = "Adele Vance",
        At = new DateTimeOffset(2026, 3, 3, 14, 12, 0, TimeSpan.Zero),
    };

    [Fact]
    public void All_of_it_is_said_in_sentences() => Assert.Equal(
        [
            "You decide because it is assigned to Finance (group).",
            "May also decide: Lynne Robbins, Legal (group)",
            "Decided here: Megan Bowen approved, Alex Wilber rejected",
            "✓ Budget check: approved by Adele Vance, Tuesday, March 3, 2026 9:12\u00A0AM",
            "“Within budget”",
            "Waiting for this: 2 steps. Pay invoice (Adele Vance), File it (Nobody)",
            "Attachments:",
            "• [quote.pdf (1.2 MB, files.example.com)](https://files.example.com/q.pdf)",
            "• notes.txt (900 bytes)",
            "• (no name)",
        ],
        Words(Nothing with
        {
            WhyYou = new WhyYou.ByGroups(["Finance"]),
            Others = [new OtherDecider("Lynne Robbins"), new OtherDecider("Legal", IsGroup: true)],
            VotesHere = [new VoteHere("Megan Bowen", Verdict.Approved), new VoteHere("Alex Wilber", Verdict.Rejected)],
            Earlier = [Check with { Reason = new DecisionReason("Within budget", IsHtml: false) }],
            Waiting = [new WaitingTask("Pay invoice", ["Adele Vance"]), new WaitingTask("File it", [])],
            Attachments =
            [
                new ApprovalAttachment("quote.pdf", 1_234_567, new Uri("https://files.example.com/q.pdf")),
                new ApprovalAttachment("notes.txt", 900, null),
                new ApprovalAttachment(null, null, new Uri("file:///etc/passwd")),
            ],
        }));

    [Fact]
    public void An_empty_one_is_one_sentence_and_a_shared_conversation_hears_nothing()
    {
        Assert.Equal([StoryTexts.English.BackgroundEmpty], Words(Nothing));
        Assert.Empty(Lines(Nothing with { Earlier = [Check] }, Alex with { Address = null }));
    }

    [Fact]
    public void Every_way_to_it_has_its_sentence()
    {
        Assert.Equal([StoryTexts.English.BackgroundNamed], Words(Nothing with { WhyYou = new WhyYou.ByName() }));
        Assert.Equal([StoryTexts.English.BackgroundInGroup], Words(Nothing with { WhyYou = new WhyYou.ByGroups([]) }));
        Assert.Equal(
            [StoryTexts.English.BackgroundAdministrator],
            Words(Nothing with { WhyYou = new WhyYou.AsAdministrator() }));
    }

    [Theory]
    [InlineData(Verdict.Rejected, "✗ Budget check: rejected by Adele Vance")]
    [InlineData(null, "• Budget check: completed by Adele Vance")]
    public void An_end_is_told_as_far_as_it_is_known(object? verdict, string said) => Assert.Equal(
        [said], Words(Nothing with { Earlier = [Check with { Verdict = (Verdict?)verdict, At = null }] }));

    [Theory]
    [InlineData(1, "Some steps of this process could not be read.")]
    [InlineData(2, "Other steps of this process are shown to those who take part in it.")]
    [InlineData(3, "Other steps of this process could not be read now.")]
    public void What_is_not_all_there_is_says_so_once(int state, string said) => Assert.Equal(
        [said],
        Words(Nothing with { EarlierState = (BackgroundState)state, WaitingState = (BackgroundState)state }));

    [Fact]
    public void What_does_not_fit_is_counted_and_the_last_decisions_are_shown()
    {
        var words = Words(Nothing with
        {
            Earlier =
                [.. Enumerable.Range(1, 30).Select(number => Check with { Title = $"Check {number}", At = null })],
            Others = [.. Enumerable.Range(1, 30).Select(number => new OtherDecider($"Person {number}"))],
            Waiting = [.. Enumerable.Range(1, 30).Select(number => new WaitingTask($"Step {number}", []))],
            Attachments =
                [.. Enumerable.Range(1, 30).Select(number => new ApprovalAttachment($"{number}.pdf", null, null))],
        });

        Assert.EndsWith("Person 10 and 20 more", words[0], StringComparison.Ordinal);
        Assert.Equal("✓ Check 21: approved by Adele Vance", words[1]);
        Assert.Equal("and 20 more decisions in Tallyfy", words[11]);
        Assert.StartsWith("Waiting for this: 30 steps. Step 1 (Nobody)", words[12], StringComparison.Ordinal);
        Assert.EndsWith("Step 10 (Nobody) and 20 more", words[12], StringComparison.Ordinal);
        Assert.Equal("• 10.pdf", words[^2]);
        Assert.Equal("and 20 more in Tallyfy", words[^1]);
    }

    [Fact]
    public void What_others_wrote_is_only_text()
    {
        var words = string.Join('\n', Words(Nothing with
        {
            Others = [new OtherDecider("<at>Everybody</at>")],
            Earlier =
            [
                Check with
                {
                    Title = "[x](https://evil.example)",
                    By = "**Boss**",
                    Reason = new DecisionReason(
                        "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>yes</a> [y](https://evil.example)",
                        IsHtml: true),
                },
                Check with { Reason = new DecisionReason("[z](https://evil.example)", IsHtml: false) },
            ],
            Waiting = [new WaitingTask("{{DATE(2026)}}", ["_me_"])],
            Attachments =
            [
                new ApprovalAttachment(
                    "a](https://evil.example) [https://tallyfy.com", null, new Uri("https://real.example/a")),
            ],
        }));

        Assert.DoesNotContain("](https://evil", words, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", words, StringComparison.Ordinal);
        Assert.DoesNotContain("<at>", words, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", words, StringComparison.Ordinal);
        Assert.DoesNotContain(" **Boss", words, StringComparison.Ordinal);
        Assert.Contains("(real.example)](https://real.example/a)", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_to_left_words_turn_nothing_around() => Assert.StartsWith(
        "✓ \u2068فحص\u2069: approved by \u2068ليلى\u2069",
        Words(Nothing with { Earlier = [Check with { Title = "فحص", By = "ليلى" }] })[0],
        StringComparison.Ordinal);

    private static string[] Words(ApprovalBackground background) =>
        [.. Lines(background, Alex).Select(line => CardWords.Of(line))];

    private static JsonObject[] Lines(ApprovalBackground background, CardViewer viewer) =>
        [.. new BackgroundParts(background, viewer, StoryTexts.English, CardLimits.Levels[0]).Lines()];
}
