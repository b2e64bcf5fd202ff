using System.Globalization;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>What stands large on a card: amounts, dates, other short answers, and never a long one.</summary>
public sealed class KeyAnswersTests
{
    private static readonly string[] Amounts =
        ["EUR 1,250.00", "€ 18,240.00", "1.250,00", "USD 3", "12 500,00 kr", "CHF 99", "4,780.00", "£7.50", "¥120000"];

    private static readonly string[] Words =
        ["CC-104", "Northwind Traders", "Lisbon", "Yes", "2026", "12", "high", "Adele Vance", "v1.2", "10:30"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_an_invented_form_the_most_telling_answers_stand_out(int seed)
    {
        var random = new Random(seed);
        ApprovalField[] fields = [.. Enumerable.Range(0, random.Next(0, 14)).Select(number => Field(random, number))];
        var content = new ApprovalContent { Title = "x", Fields = fields };

        var keys = KeyAnswers.Of(content, []);

        var ranks = keys.Fields.Select(RankOf).ToList();
        Assert.InRange(keys.Fields.Count, 0, KeyAnswers.Most);
        Assert.All(keys.Fields, field => Assert.True(IsShort(field), field.Label));
        Assert.Equal(ranks.Order(), ranks);
        Assert.Equal(keys.Fields.Any(field => RankOf(field) == 0), keys.Figure is not null);

        // None that is left out says more than one that stands there, and none is left out while there is room.
        var leftOut = fields.Where(field => IsShort(field) && !keys.Has(field)).ToList();
        Assert.All(leftOut, field => Assert.True(RankOf(field) >= ranks.DefaultIfEmpty().Max()));
        Assert.True(leftOut.Count == 0 || keys.Fields.Count == KeyAnswers.Most);
    }

    [Fact]
    public void What_the_operator_names_stands_there_in_that_order_and_nothing_else()
    {
        var content = SampleApprovals.Laptops.Content;

        var keys = KeyAnswers.Of(content, ["vendor", "Nothing like it", "Cost centre"]);

        Assert.Equal(["Vendor", "Cost centre"], keys.Fields.Select(field => field.Label));
    }

    [Fact]
    public void What_cannot_be_shown_whole_is_no_key_answer()
    {
        var marks = "EUR 1" + new string('\u0301', 40);
        var content = new ApprovalContent
        {
            Title = "x",
            Fields =
            [
                new ApprovalField("Marked", marks),
                new ApprovalField("Partly", "EUR 1") { IsPartlyUnsaid = true },
                new ApprovalField("In lines", "EUR 1\n,000,000"),
                new ApprovalField("Table", "EUR 1") { Type = "table" },
                new ApprovalField("File", "EUR 1.pdf") { Type = "file" },
            ],
        };

        Assert.Empty(KeyAnswers.Of(content, []).Fields);
        Assert.Empty(KeyAnswers.Of(content, [.. content.Fields.Select(field => field.Label)]).Fields);
    }

    private static ApprovalField Field(Random random, int number)
    {
        var label = $"Question {number.ToString(CultureInfo.InvariantCulture)}";

        return random.Next(7) switch
        {
            0 or 1 => new ApprovalField(label, Amounts[random.Next(Amounts.Length)]) { Type = "text" },
            2 => new ApprovalField(label, "2026-03-10", new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero))
            {
                Type = "date",
            },
            3 or 4 => new ApprovalField(label, Words[random.Next(Words.Length)]) { Type = "radio" },
            5 => new ApprovalField(label, SampleApprovals.Repeat("A long answer. ", 500)) { Type = "textarea" },
            _ => new ApprovalField(label, null) { Type = "text" },
        };
    }

    private static bool IsShort(ApprovalField field) => field is { Answer.Length: > 0 and <= KeyAnswers.MostLetters };

    private static int RankOf(ApprovalField field) =>
        Amounts.Contains(field.Answer) ? 0 : field.Date is not null ? 1 : 2;
}
