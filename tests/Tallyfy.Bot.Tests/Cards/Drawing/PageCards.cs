using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using static Tallyfy.Bot.Tests.Cards.Drawing.SampleReaders;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>The pages of a card that asks, and what it says of what happened before.</summary>
internal static class PageCards
{
    /// <summary>More than one card holds.</summary>
    private static readonly Approval Long = With(content => content with
    {
        DescriptionHtml = string.Concat(Enumerable.Range(1, 120).Select(number =>
            $"<p>Clause {number}. {Repeat("The supplier delivers what was ordered within thirty days. ", 290)}</p>")),
        Fields =
        [
            .. content.Fields,
            .. Enumerable.Range(1, 26).Select(number =>
                new ApprovalField($"Position {number}", $"EUR {number * 310}.00") { Id = $"f{number:00}" }),
        ],
    });

    private static readonly Approval FourAnswers = With(content => content with
    {
        DescriptionHtml = null,
        Fields =
        [
            new ApprovalField("Supplier", "Northwind Traders"),
            new ApprovalField("Needed by", null, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)),
            new ApprovalField("Total", "EUR 4,780.00"),
            new ApprovalField("Cost centre", "CC-104"),
        ],
    });

    private static readonly Approval WithTable = With(content => content with
    {
        Fields =
        [
            .. content.Fields,
            new ApprovalField("Items", "Laptop, 12, Dock, 12")
            {
                Id = "items",
                Type = "table",
                Raw = """[["Laptop","Dock"],["12","12"],["EUR 1,520.00","EUR 189.90"]]""",
                Form = new FieldForm { Columns = ["Item", "Pieces", "Price"] }.ToJson(),
            },
        ],
    });

    private static readonly ApprovalBackground Background = new()
    {
        WhyYou = new WhyYou.ByGroups(["Finance"]),
        Others = [new OtherDecider("Adele Vance"), new OtherDecider("Finance", IsGroup: true)],
        Earlier =
        [
            new EarlierDecision
            {
                Title = "Budget check",
                Verdict = Verdict.Approved,
                By = "Adele Vance",
                At = Now.AddDays(-1),
                Reason = new DecisionReason("Within the budget of March.", IsHtml: false),
            },
        ],
        EarlierState = BackgroundState.Known,
        Waiting = [new WaitingTask("Place the order", ["Isaiah Langer"]), new WaitingTask("Pay the invoice", [])],
        WaitingState = BackgroundState.Known,
        Attachments = [new ApprovalAttachment("quote.pdf", 1_240_000, new Uri("https://files.contoso.com/quote.pdf"))],
    };

    private static readonly ApprovalBackground Voted = Background with
    {
        WhyYou = new WhyYou.ByName(),
        VotesHere = [new VoteHere("Adele Vance", Verdict.Approved), new VoteHere("Jonas Weber", Verdict.Rejected)],
        Earlier =
        [
            new EarlierDecision { Title = "Legal check", Verdict = Verdict.Rejected, By = "Lynne Robbins", At = Now },
            new EarlierDecision { Title = "Security check", By = "Isaiah Langer" },
        ],
        Waiting = [new WaitingTask("Pay the invoice", ["Isaiah Langer"])],
    };

    private static readonly ApprovalBackground Full = Background with
    {
        WhyYou = new WhyYou.ByGroups([]),
        Others = [.. Enumerable.Range(1, 60).Select(number => new OtherDecider($"Владимир {number}"))],
        Earlier =
        [
            .. Enumerable.Range(1, 30).Select(number => new EarlierDecision
            {
                Title = $"Проверка {number}",
                Verdict = Verdict.Approved,
                By = "**Adele**",
                At = Now,
                Reason = new DecisionReason(Repeat("<p>Потому что. </p>", 2_000), IsHtml: true),
            }),
        ],
        EarlierState = BackgroundState.SomeUnread,
    };

    public static Dictionary<string, Func<CardScenario, Task<CardMessage>>> All { get; } = new()
    {
        ["approval.more"] = desk => More(desk, Laptops, Background),
        ["approval.more-everyone"] = desk => More(desk, ForEveryone(new ApprovalProgress(1, 3)), Voted),
        ["approval.more-crowded"] = desk => More(desk, Crowded, Full),
        ["approval.more-not-readable"] = desk => More(desk, Laptops, Background with
        {
            WhyYou = new WhyYou.AsAdministrator(),
            Earlier = [],
            EarlierState = BackgroundState.NotReadable,
            Waiting = [],
            WaitingState = BackgroundState.NotReadNow,
            Attachments = [new ApprovalAttachment(null, 12, null), new ApprovalAttachment("plan.png", 3_400, null)],
        }),
        ["approval.more-nothing"] = desk => More(desk, Standalone, new ApprovalBackground
        {
            WhyYou = new WhyYou.NotKnown(),
            EarlierState = BackgroundState.Known,
            WaitingState = BackgroundState.Known,
        }),
        ["approval.more-alone"] = desk => More(desk, Standalone, null),
        ["approval.long"] = async desk => (await ReadOnAsync(desk, 0)).Message,
        ["approval.read-on"] = async desk => (await ReadOnAsync(desk, 1)).Message,
        ["approval.read-to-the-end"] = async desk => (await ReadOnAsync(desk, 2)).Message,
        ["approval.not-read"] = async desk => await (await ReadOnAsync(desk, 0)).Scene.AnswerAsync(
            new DecisionOutcome.NotRead(), SampleReaders.Alex, verdict: Verdict.Approved),
        ["approval.four-answers"] = desk => Ask(desk, FourAnswers),
        ["approval.table"] = desk => Ask(desk, WithTable),
        ["approval.changed-approving"] = async desk =>
        {
            var scene = await ChangedAsync(desk, WithAmount("€ 1,824.00"), Laptops);
            return await scene.AnswerAsync(
                new DecisionOutcome.Changed(), SampleReaders.Alex, verdict: Verdict.Approved);
        },
        ["approval.changed-meanwhile"] = async desk =>
            await (await ChangedAsync(desk, WithAmount("€ 1,824.00"), Laptops)).ShowAsync(SampleReaders.Alex),
        ["approval.deadline-moved"] = async desk => await (await ChangedAsync(
            desk, Laptops, With(content => content with { Deadline = content.Deadline!.Value.AddDays(3) })))
            .ShowAsync(SampleReaders.Alex),
        ["approval.silent-approving"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(Laptops);
            await scene.ShowAsync(SampleReaders.Alex);
            return await scene.AnswerAsync(
                new DecisionOutcome.Unavailable(Unavailability.NoAnswer),
                SampleReaders.Alex,
                "Good price",
                Verdict.Approved);
        },
        ["approval.passed-on"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(
                Laptops, reading => reading with { MayDecide = [MemberOf(Jonas)] });
            await scene.ReadAsync(Laptops);
            return await scene.ShowAsync(SampleReaders.Alex);
        },
        ["approval.asked-again"] = desk => TakenBackAsync(desk, Verdict.Approved),
        ["approval.asked-again-after-rejection"] = desk => TakenBackAsync(desk, Verdict.Rejected),
        ["approval.reopened"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(Laptops);
            await scene.ReadAsync(Laptops, reading => reading with { State = ApprovalState.DecidedElsewhere });
            await scene.ReadAsync(Laptops, reading => reading with { BeganAt = Now.AddMinutes(1) });
            return await scene.ShowAsync(SampleReaders.Alex);
        },
        ["approval.tap-decides"] = async desk =>
            await (await desk.Begin().ReadAsync(Laptops)).PostAgainAsync(SampleReaders.Alex),
        ["approval.changed-answer"] = async desk => await (await ChangedAsync(
            desk,
            Laptops,
            With(content => content with
            {
                Fields = [.. content.Fields.SkipLast(1), new ApprovalField("Comment", Repeat("As agreed. ", 60))],
            })))
            .ShowAsync(SampleReaders.Alex),
        ["approval.changed-out-of-sight-shown"] = async desk => await (await ChangedAsync(
            desk, WithAmount("€ 18,240.00\u200B"), Laptops)).ShowAsync(SampleReaders.Alex),
        ["approval.field-added"] = async desk => await (await ChangedAsync(
            desk,
            Laptops,
            With(content => content with { Fields = [new ApprovalField("Discount", "5 %"), .. content.Fields] })))
            .ShowAsync(SampleReaders.Alex),
        ["approval.incomplete"] = desk => Ask(desk, Incomplete),
        ["approval.due-today"] = desk => Ask(desk, DueAt(Now.AddHours(2))),
        ["approval.overdue-since-today"] = desk => Ask(desk, DueAt(Now.AddHours(-2))),
        ["approval.overdue-since-yesterday"] = desk => Ask(desk, DueAt(Now.AddDays(-1))),
        ["approval.overdue-long-ago"] = desk => Ask(desk, DueAt(Now.AddDays(-100))),
        ["approval.reject-unnamed"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(With(content => content with { Requester = null }));
            await scene.ShowAsync(SampleReaders.Alex);
            return await scene.AnswerAsync(new DecisionOutcome.ReasonMissing(), SampleReaders.Alex);
        },
        ["approval.longest-title"] = desk => Ask(desk, With(content => new ApprovalContent
        {
            Title = Repeat("A title without end, ", 1_200),
            Requester = content.Requester,
            Process = content.Process,
        })),
        ["approval.left-out"] = desk => Ask(desk, With(content => content with
        {
            DescriptionHtml = "<p>See the film.</p><video></video><iframe></iframe><iframe></iframe>",
        })),
    };

    private static async Task<CardMessage> TakenBackAsync(CardScenario desk, Verdict verdict)
    {
        var scene = await desk.Begin().ReadAsync(Laptops);
        await scene.ClaimAsync(SampleReaders.Alex, verdict, "Too dear", Now.AddMinutes(-5));
        await scene.FinishAsync();
        await scene.ShowAsync(SampleReaders.Alex);
        await scene.ClaimUndoAsync(SampleReaders.Alex, "Wrong budget line", Now.AddMinutes(-2));
        await scene.FinishUndoAsync(Laptops);
        return await scene.AskedAgain().ShowAsync(Jonas);
    }

    private static Approval DueAt(DateTimeOffset deadline) =>
        With(content => content with { Deadline = deadline });

    private static Approval WithAmount(string amount) => With(content => content with
    {
        Fields =
        [
            .. content.Fields.Select(field => field.Label == "Amount" ? field with { Answer = amount } : field),
        ],
    });

    private static async Task<CardMessage> Ask(CardScenario desk, Approval sample) =>
        await (await desk.Begin().ReadAsync(sample)).ShowAsync(SampleReaders.Alex);

    private static async Task<CardMessage> More(CardScenario desk, Approval sample, ApprovalBackground? background)
    {
        var scene = await desk.Begin().ReadAsync(sample);
        await scene.ShowAsync(SampleReaders.Alex);
        return await scene.LookAsync(SampleReaders.Alex, CardView.More, background);
    }

    private static async Task<CardScene> ChangedAsync(CardScenario desk, Approval shown, Approval now)
    {
        var scene = await desk.Begin().ReadAsync(shown);
        await scene.ShowAsync(SampleReaders.Alex);
        return await scene.ReadAsync(now);
    }

    private static async Task<(CardScene Scene, CardMessage Message)> ReadOnAsync(CardScenario desk, int pages)
    {
        var scene = await desk.Begin().ReadAsync(Long);
        var message = await scene.ShowAsync(SampleReaders.Alex);

        for (var page = 0; page < pages; page++)
            message = await scene.LookAsync(SampleReaders.Alex, CardView.Read);

        return (scene, message);
    }
}
