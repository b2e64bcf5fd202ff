using System.Globalization;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>
/// Approve is offered exactly where nothing relevant is cut and unopened: every word of title, description and answers
/// stands on one of the pages that were opened, and no figure is parted.
/// </summary>
public sealed class ReadOnTests
{
    private const int Rounds = 10_000;

    private static readonly string[] Alphabets =
        ["abcdefghij klmnop", "абвгдежзик лмноп", "価格が高い 見積", "שלום עולם אבג", "👩‍👩‍👧 😀 x y", "a b c d e f"];

    [Fact]
    public void Of_random_tasks_each_word_is_on_an_opened_page_before_it_can_be_approved()
    {
        var random = new Random(4871);
        var (pages, unshowable) = (0, 0);

        for (var round = 0; round < Rounds; round++)
        {
            var approval = Invent(random, round % 50 == 0 ? 40_000 : round % 5 == 0 ? 6_000 : 400, out var tokens);
            var reader = SampleApprovals.Alex with { Shorter = round % 17 == 0 ? 3 : round % 7 == 0 ? 1 : 0 };
            var (opened, isOffered) = Read(approval, reader);
            pages += opened.Count;
            var words = string.Join('\n', opened.Select(card => Plain(CardWords.Of(card))));

            if (isOffered)
                Assert.All(tokens, token => Assert.True(
                    words.Contains(token, StringComparison.Ordinal), $"round {round}: {token} is on no page"));
            else
                unshowable++;

            Assert.Equal(!approval.Content.IsRelevantUnread && !HasUnsaid(approval), isOffered);
            Assert.All(opened, card => Assert.InRange(
                CardFrame.Measure(new CardMessage(card, "")), 1, CardFrame.MaxBytes));
        }

        Assert.InRange(unshowable, 100, Rounds / 5);
        Assert.InRange(pages, Rounds + 500, Rounds * 3);
    }

    [Fact]
    public void Thirty_fields_and_forty_thousand_characters_are_decided_knowingly()
    {
        var random = new Random(1);
        var approval = Invent(random, 40_000, out _, fields: 30, isWhole: true);

        var (opened, isOffered) = Read(approval, SampleApprovals.Alex);

        Assert.True(isOffered);
        Assert.InRange(opened.Count, 3, 14);
        Assert.All(opened.SkipLast(1), card => Assert.Null(CardWords.FindAction(card, "approve")));
        Assert.All(opened.SkipLast(1), card => Assert.NotNull(CardWords.FindAction(card, "read")));
    }

    /// <summary>Opens page after page, as the buttons lead.</summary>
    private static (List<JsonObject> Opened, bool IsOffered) Read(Approval approval, CardViewer reader)
    {
        var opened = new List<JsonObject>();
        var state = new AskingState();

        while (true)
        {
            var page = ApprovalCard.Lay(approval, state, reader, SampleApprovals.Now);
            var card = page.Draw(SampleApprovals.Rendering).Card;
            opened.Add(card);
            var isOffered = CardWords.FindAction(card, CardAction.ApproveVerb) is not null;
            Assert.Equal(page.Shown.IsWhole, isOffered);

            if (isOffered || CardWords.FindAction(card, CardAction.ReadVerb) is null)
                return (opened, isOffered);

            Assert.True(opened.Count < 200, "it never ends");
            state = new AskingState { View = CardView.Read, Seen = page.Shown };
        }
    }

    private static Approval Invent(
        Random random, int letters, out List<string> tokens, int? fields = null, bool isWhole = false)
    {
        List<string> said = [];
        var count = fields ?? random.Next(0, 14);
        var unread = isWhole || random.Next(20) > 0 ? UnreadContent.None : UnreadContent.Details | UnreadContent.Fields;
        var approval = SampleApprovals.With(content => content with
        {
            Title = Text(random, random.Next(10) == 0 ? 900 : 60, said),
            DescriptionHtml = random.Next(4) == 0
                ? null
                : string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(
                    _ => $"<p>{Text(random, letters / 8, said)}</p>")),
            Unread = unread,
            Fields =
            [
                .. Enumerable.Range(0, count).Select(number => new ApprovalField(
                    $"Q{number} {Text(random, random.Next(9) == 0 ? 200 : 12, said)}",
                    random.Next(5) == 0 ? null : Text(random, random.Next(6) == 0 ? letters / 4 : 30, said))
                {
                    Id = $"f{number}",
                    IsPartlyUnsaid = !isWhole && random.Next(60) == 0,
                }),
            ],
        });
        tokens = said;
        return approval;
    }

    // Words with figures between them, each of which must be found whole.
    private static string Text(Random random, int letters, List<string> tokens)
    {
        var text = new System.Text.StringBuilder();

        while (text.Length < letters)
        {
            var alphabet = Alphabets[random.Next(Alphabets.Length)];
            text.Append(alphabet, 0, alphabet.Length).Append(' ');

            if (random.Next(4) == 0)
            {
                var figure = string.Create(
                    CultureInfo.InvariantCulture, $"EUR {random.Next(1, 9_999_999):N0}.{random.Next(10, 99)}");
                tokens.Add(figure);
                text.Append(figure).Append(random.Next(3) == 0 ? ". " : " ");
            }
        }

        return text.ToString().Trim();
    }

    private static bool HasUnsaid(Approval approval) => approval.Content.Fields.Any(field => field.IsPartlyUnsaid);

    private static string Plain(string words) => words
        .Replace("\\", "", StringComparison.Ordinal)
        .Replace("\u2068", "", StringComparison.Ordinal)
        .Replace("\u2069", "", StringComparison.Ordinal)
        .Replace("**", "", StringComparison.Ordinal);
}
