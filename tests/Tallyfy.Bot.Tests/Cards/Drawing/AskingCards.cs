using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.People;
using static Tallyfy.Bot.Tests.Cards.Drawing.SampleReaders;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>Approvals that wait: how they ask, and how they ask again after a tap.</summary>
internal static class AskingCards
{
    private static readonly Uri SignInLink = new("https://bot.example.com/step-up/nonce");

    private static readonly Approval BeforeTheChange = With(content => content with
    {
        Title = "Approve 10 laptops for the Lisbon office",
        Deadline = null,
        Owners = ["Adele Vance"],
        DescriptionHtml = "<p>Check the <b>quote</b>.</p>",
        Fields =
        [
            new ApprovalField("Cost centre", "CC-104"),
            new ApprovalField("Amount", "€ 15,200.00"),
            new ApprovalField("Vendor", "[x](https://evil.example) **Fabrikam**"),
        ],
    });

    public static Dictionary<string, Func<CardScenario, Task<CardMessage>>> All { get; } = new()
    {
        ["approval"] = desk => Ask(desk, Laptops),
        ["approval.standalone"] = desk => Ask(desk, Standalone),
        ["approval.empty"] = desk => Ask(desk, Empty),
        ["approval.overdue"] = desk => Ask(desk, Overdue),
        ["approval.partly-read"] = desk => Ask(desk, PartlyRead),
        ["approval.changed-partly-read"] = desk => Changed(desk, SampleReaders.Alex, null, PartlyRead, Laptops),
        ["approval.long-title"] = desk => Ask(desk, LongTitle),
        ["approval.right-to-left"] = desk => Ask(desk, RightToLeft),
        ["approval.hostile"] = desk => Ask(desk, Hostile),
        ["approval.nameless"] = desk => Ask(desk, Nameless),
        ["approval.crowded"] = desk => Ask(desk, Crowded),
        ["approval.german-reader"] = desk => Ask(desk, Laptops, SampleReaders.Jonas),
        ["approval.arabic-reader"] = desk => Ask(desk, RightToLeft, SampleReaders.Layla),
        ["approval.shared"] = desk => Ask(desk, Laptops, AlexInGroup),
        ["approval.reject"] = desk => Again(desk, new DecisionOutcome.ReasonMissing()),
        ["approval.reason-missing"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(Laptops);
            await scene.ShowAsync(SampleReaders.Alex);
            await scene.AnswerAsync(new DecisionOutcome.ReasonMissing(), SampleReaders.Alex);
            return await scene.AnswerAsync(new DecisionOutcome.ReasonMissing(), SampleReaders.Alex);
        },
        ["approval.reason-too-long"] = desk => Again(
            desk,
            new DecisionOutcome.ReasonTooLong(2_000),
            Repeat("Слишком дорого. ", CardAction.MaxReturnedReasonLength)),
        ["approval.changed"] = desk => Changed(desk, SampleReaders.Alex, "Too dear", BeforeTheChange, Laptops),
        ["approval.changed-shared"] = desk => Changed(desk, AlexInGroup, null, BeforeTheChange, Laptops),
        ["approval.changed-crowded"] = desk => Changed(desk, SampleReaders.Jonas, null, Hostile, Crowded),
        ["approval.changed-right-to-left"] = desk => Changed(desk, SampleReaders.Layla, null, Laptops, RightToLeft),
        ["approval.changed-out-of-sight"] = desk => Changed(
            desk, SampleReaders.Alex, null, WithNote(Repeat("word ", 400)), WithNote(Repeat("word ", 401))),
        ["approval.changed-often"] = desk => Changed(
            desk,
            SampleReaders.Alex,
            null,
            [.. Enumerable.Range(1, 10).Select(number => With(content => content with { Title = $"Title {number}" }))]),
        ["approval.refused"] = desk => Refused(desk, RefusalKind.NotAccepted, "The *Comment* field is required."),
        ["approval.refused-without-words"] = desk => Refused(desk, RefusalKind.NotAccepted),
        ["approval.not-permitted"] = desk => Refused(
            desk, RefusalKind.NotPermitted, "Only assigned members can complete it."),
        ["approval.not-permitted-without-words"] = desk => Refused(desk, RefusalKind.NotPermitted),
        ["approval.not-let-in"] = desk => Refused(desk, RefusalKind.NotLetIn),
        ["approval.too-busy"] = desk => Refused(desk, RefusalKind.TooBusy),
        ["approval.not-confirmed"] = desk => Refused(desk, RefusalKind.NotConfirmed),
        ["approval.not-sent-link-ended"] = desk => Refused(desk, RefusalKind.LinkEnded),
        ["approval.not-sent-not-served"] = desk => Refused(desk, RefusalKind.NotServed),
        ["approval.answers-missing"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(Incomplete);
            await scene.ShowAsync(SampleReaders.Alex);
            return await scene.AnswerAsync(
                new DecisionOutcome.AnswersMissing(Incomplete.Content.MissingAnswers), SampleReaders.Alex, "Too dear");
        },
        ["approval.everyone"] = desk => Ask(desk, ForEveryone(null)),
        ["approval.everyone-progress"] = desk => Ask(desk, ForEveryone(new ApprovalProgress(1, 3))),
        ["approval.everyone-in-tallyfy"] = desk => Ask(desk, ForEveryone(new ApprovalProgress(1, 3)), Administrator),
        ["approval.own-request"] = desk => Ask(desk, OwnRequest(null)),
        ["approval.own-request-in-tallyfy"] = desk => Ask(desk, OwnRequest(CardScenario.NotOwnTemplate)),
        ["approval.requester-unknown-in-tallyfy"] = desk => Ask(desk, OfNobody(CardScenario.NotOwnTemplate)),
        ["approval.template-unknown-in-tallyfy"] = desk =>
            Ask(desk, With(content => content with { Template = null, IsTemplateUnknown = true })),
        ["approval.partly-unsaid"] = desk => Ask(desk, With(content => content with
        {
            Fields =
            [
                new ApprovalField("Who signs", null) { IsPartlyUnsaid = true },
                new ApprovalField("Paid by", "Cost centre 104") { IsPartlyUnsaid = true },
            ],
        })),
        ["approval.template-in-tallyfy"] = desk => Ask(desk, Of(CardScenario.InTallyfyTemplate)),
        ["approval.confirm"] = desk => Ask(desk, Of(CardScenario.ConfirmTemplate)),
        ["approval.confirmation-missing"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(Of(CardScenario.ConfirmTemplate));
            await scene.ShowAsync(SampleReaders.Alex);
            return await scene.AnswerAsync(
                new DecisionOutcome.ConfirmationMissing(Verdict.Rejected), SampleReaders.Alex, "Too dear");
        },
        ["approval.approval-not-confirmed"] = async desk =>
        {
            var scene = await desk.Begin().ReadAsync(Of(CardScenario.ConfirmTemplate));
            await scene.ShowAsync(SampleReaders.Alex);
            return await scene.AnswerAsync(
                new DecisionOutcome.ConfirmationMissing(Verdict.Approved),
                SampleReaders.Alex,
                verdict: Verdict.Approved);
        },
        ["approval.sign-in"] = desk => Again(
            desk, new DecisionOutcome.SignInNeeded(Verdict.Rejected, SignInLink), "Too dear"),
        ["approval.approving.sign-in"] = desk => Again(
            desk, new DecisionOutcome.SignInNeeded(Verdict.Approved, SignInLink), null, Verdict.Approved),
        ["approval.silent"] = desk => Again(
            desk, new DecisionOutcome.Unavailable(Unavailability.NoAnswer), "Too dear,\nand too late."),
        ["approval.busy"] = desk => Again(
            desk, new DecisionOutcome.Unavailable(Unavailability.TooManyRequests), "Too dear"),
        ["approval.paced"] = desk => Again(
            desk, new DecisionOutcome.ShareSpent(SampleApprovals.Now.AddSeconds(40)), "Too dear"),
        ["approval.locked-out"] = desk => Again(
            desk, new DecisionOutcome.Unavailable(Unavailability.NotLetIn), "Too dear"),
    };

    private static async Task<CardMessage> Ask(CardScenario desk, Approval sample, Chat? reader = null)
    {
        var scene = await desk.Begin().ReadAsync(sample);
        return await scene.ShowAsync(reader ?? SampleReaders.Alex);
    }

    private static async Task<CardMessage> Again(
        CardScenario desk, DecisionOutcome outcome, string? typed = null, Verdict verdict = Verdict.Rejected)
    {
        var scene = await desk.Begin().ReadAsync(Laptops);
        await scene.ShowAsync(SampleReaders.Alex);
        return await scene.AnswerAsync(outcome, SampleReaders.Alex, typed, verdict);
    }

    /// <summary>The reader tapped the first of these, and Tallyfy says the last.</summary>
    private static async Task<CardMessage> Changed(
        CardScenario desk, Chat reader, string? typed, params IReadOnlyList<Approval> samples)
    {
        var scene = await desk.Begin().ReadAsync(samples[0]);
        await scene.ShowAsync(reader);

        foreach (var sample in samples.Skip(1))
            await scene.ReadAsync(sample);

        return await scene.AnswerAsync(new DecisionOutcome.Changed(), reader, typed);
    }

    private static async Task<CardMessage> Refused(CardScenario desk, RefusalKind kind, string words = "")
    {
        var refusal = new Refusal(kind, words);
        var scene = await desk.Begin().ReadAsync(Laptops);
        await scene.ClaimAsync(SampleReaders.Alex, Verdict.Rejected, "Too dear", Now);
        await scene.RefuseAsync(refusal, Laptops);
        var answer = await scene.AnswerAsync(new DecisionOutcome.Refused(refusal), SampleReaders.Alex, "Too dear");

        // The message in the chat is drawn once more, and says the same.
        Assert.Equal(
            answer.Card.ToJsonString(), (await scene.ShowAsync(SampleReaders.Alex)).Card.ToJsonString());
        return answer;
    }

    private static Approval WithNote(string note) =>
        With(content => content with { Fields = [new ApprovalField("Note", note)] });

    private static Approval Of(string template) => With(content => content with { Template = template });

    private static Approval OfNobody(string template) =>
        With(content => content with { Template = template, Requester = null, RequesterId = null });

    private static Approval OwnRequest(string? template) => With(content => content with
    {
        Template = template,
        RequesterId = MemberOf(SampleReaders.Alex),
        Requester = "Alex Wilber",
    });
}
