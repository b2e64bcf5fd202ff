using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Tests.Cards.Drawing;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>What a card says about what changed since it was shown.</summary>
public sealed class ChangedPartsTests
{
    [Fact]
    public void A_value_cannot_pretend_to_be_its_own_value_before()
    {
        var row = Row(Amount("€ 90,000"), Amount("€ 10 → € 20 ➜ € 30 🡒 € 40"));

        Assert.Equal("€ 90,000 → € 10 › € 20 › € 30 › € 40", row);
    }

    [Fact]
    public void A_value_before_is_as_harmless_as_one_of_now() => Assert.Equal(
        "\\[x\\]\\(https\\:\\/\\/evil\\.example\\) → (not filled in)",
        Row(Amount("[x](https://evil.example)"), Amount(null)));

    [Fact]
    public void Right_to_left_values_do_not_turn_the_arrow_around() => Assert.Equal(
        "\u2068\u2068قديم\u2069 → \u2068جديد\u2069\u2069", Row(Amount("قديم"), Amount("جديد")));

    [Fact]
    public void A_right_to_left_reader_sees_the_arrow_from_the_value_before_to_the_one_of_now() => Assert.Equal(
        "\u206815 → 18\u2069", Row(Amount("15"), Amount("18"), Layla));

    [Fact]
    public void Values_that_differ_beyond_the_limit_are_not_shown_as_the_same() => Assert.Equal(
        "changed, but not in what is shown here",
        Row(Amount(Repeat("word ", 2_000) + "10"), Amount(Repeat("word ", 2_000) + "90")));

    [Fact]
    public void A_field_that_came_or_went_says_so()
    {
        Assert.Equal("(no such field) → € 10", Row([], Amount("€ 10")));
        Assert.Equal("€ 10 → (no such field)", Row(Amount("€ 10"), []));
    }

    [Fact]
    public void Fields_of_the_same_label_are_compared_each_with_its_own()
    {
        ApprovalField[] was = [new("Offer", "10"), new("Offer", "20")];
        ApprovalField[] now = [new("Offer", "10"), new("Offer", "25")];

        var change = Assert.Single(Between(was, now));

        Assert.Equal(new ContentChange.Field("Offer", was[1], now[1]), change);
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var changes = Between([], [.. Enumerable.Range(1, 20).Select(at => new ApprovalField($"{at}", "x"))]);

        var (facts, more) = (Facts(changes, Alex), Card(changes, Alex).ToJsonString());

        Assert.Equal(7, facts.Count);
        Assert.Contains("and 14 more", more, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_changed_is_nothing_to_show() => Assert.Empty(ContentChange.Between(
        Laptops.Content,
        Laptops.Content with { Owners = [.. Laptops.Content.Owners], Fields = [.. Laptops.Content.Fields] }));

    /// <summary>A read after a refused decision changes the content too.</summary>
    [Fact]
    public async Task What_changed_while_somebody_decided_is_told_against_what_each_card_showed()
    {
        var (first, second, third) = (Titled("First"), Titled("Second"), Titled("Third"));
        await using var desk = await CardScenario.OpenAsync();
        var scene = await desk.Begin().ReadAsync(first);
        await scene.ShowAsync(SampleReaders.Jonas);
        await scene.ClaimAsync(SampleReaders.Alex, Verdict.Approved, null, Now);
        await scene.RefuseAsync(new Refusal(RefusalKind.NotAccepted), second);
        await scene.ReadAsync(third);

        var asked = await scene.AnswerAsync(new DecisionOutcome.Changed(), SampleReaders.Jonas);

        Assert.Contains("First → Third", CardWords.Of(asked.Card), StringComparison.Ordinal);
    }

    private static Approval Titled(string title) => With(content => content with { Title = title });

    private static IReadOnlyList<ApprovalField> Amount(string? answer) =>
        [new ApprovalField("Amount", answer)];

    private static string Row(
        IReadOnlyList<ApprovalField> was,
        IReadOnlyList<ApprovalField> now,
        CardViewer? reader = null) => Assert.Single(Facts(Between(was, now), reader ?? Alex));

    private static IReadOnlyList<ContentChange> Between(
        IReadOnlyList<ApprovalField> was, IReadOnlyList<ApprovalField> now) =>
        ContentChange.Between(
            Laptops.Content with { Fields = was }, Laptops.Content with { Fields = now });

    private static JsonObject Card(IReadOnlyList<ContentChange> changes, CardViewer reader) => ApprovalCard.Lay(
        With(content => content with { Fields = [] }),
        new AskingState { Notice = new ApprovalNotice.ChangedSinceShown(changes), Changes = changes },
        reader,
        Now).Draw(SampleApprovals.Rendering).Card;

    /// <summary>The facts of the banner, directly above the buttons.</summary>
    private static IReadOnlyList<string> Facts(IReadOnlyList<ContentChange> changes, CardViewer reader) =>
    [
        .. Card(changes, reader)["body"]!.AsArray()[^2]!["items"]!.AsArray()
            .First(element => (string?)element!["type"] == "FactSet")!["facts"]!
            .AsArray().Select(fact => (string)fact!["value"]!),
    ];
}
