using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.People;
using static Tallyfy.Bot.Tests.Cards.Drawing.SampleReaders;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>Approvals that somebody decided here: under way, done, taken back, and their receipts.</summary>
internal static class DecidedCards
{
    /// <summary>Longer ago than a decision can be taken back.</summary>
    private static readonly DateTimeOffset Earlier = Now.AddMinutes(-34);

    private static readonly DateTimeOffset Lately = Now.AddMinutes(-4);

    public static Dictionary<string, Func<CardScenario, Task<CardMessage>>> All { get; } = new()
    {
        ["sending.approved-by-you"] = async desk =>
            await (await Claimed(desk, Laptops, Verdict.Approved, null, Now)).ShowAsync(SampleReaders.Alex),
        ["sending.rejected-by-you"] = async desk =>
            await (await Claimed(desk, Laptops, Verdict.Rejected, "Too *dear*", Now)).ShowAsync(SampleReaders.Alex),
        ["sending.approved-by-other"] = async desk =>
            await (await Claimed(desk, Laptops, Verdict.Approved, null, Now)).ShowAsync(SampleReaders.Jonas),
        ["sending.rejected-by-other"] = async desk =>
            await (await Claimed(desk, Laptops, Verdict.Rejected, "Too dear", Now)).ShowAsync(SampleReaders.Jonas),
        ["sending.taken-back-by-you"] = async desk =>
            await (await TakenBack(desk)).ShowAsync(SampleReaders.Alex),
        ["sending.taken-back-by-other"] = async desk =>
            await (await TakenBack(desk)).ShowAsync(SampleReaders.Jonas),
        ["outcome.approved"] = desk => Decided(desk, Laptops, Verdict.Approved, null, SampleReaders.Alex),
        ["outcome.approved-by-nobody"] = async desk =>
            await (await Done(desk, Laptops, Verdict.Approved, null, Earlier, name: " ")).ShowAsync(Jonas),
        ["outcome.approved-by-other"] = async desk =>
            await (await Done(desk, Laptops, Verdict.Approved, null, Earlier)).ShowAsync(SampleReaders.Jonas),
        ["outcome.rejected"] = desk => Decided(
            desk, Laptops, Verdict.Rejected, "Too dear.\nAsk *Fabrikam* too.", SampleReaders.Alex),
        ["outcome.rejected-shared"] = desk => Decided(desk, Laptops, Verdict.Rejected, "Too dear.", AlexInGroup),
        ["outcome.rules"] = async desk =>
            await (await Ruled(desk, Laptops, null, RuleChanges)).ShowAsync(SampleReaders.Alex),
        ["outcome.rules-other-numbers"] = async desk => await (await Ruled(
            desk,
            Laptops,
            null,
            [
                new RuleChange(RuleEffect.Opened, "Place the order") { For = ["Adele Vance"] },
                new RuleChange(RuleEffect.Reopened, "Describe what is needed") { For = ["Patti Fernandez"] },
                new RuleChange(RuleEffect.Reopened, "Compare offers") { For = ["Patti Fernandez"] },
            ])).ShowAsync(SampleReaders.Alex),
        ["outcome.rules-shared"] = async desk =>
            await (await Ruled(desk, Laptops, null, RuleChanges)).ShowAsync(AlexInGroup),
        ["outcome.rules-crowded"] = async desk => await (await Ruled(
            desk,
            Crowded,
            Repeat("Потому что. ", 1_000),
            [
                .. Enumerable.Range(1, 40).Select(
                    number => new RuleChange(RuleEffect.Changed, $"{number} {Repeat("задача ", 600)}")),
            ])).ShowAsync(SampleReaders.Jonas),
        ["outcome.rules-hostile"] = async desk => await (await Ruled(
            desk,
            Laptops,
            null,
            [
                new RuleChange(RuleEffect.Reassigned, "- [x](https://evil.example)\n# **Sign** <at>x</at>")
                {
                    For = ["<at>Everyone</at>", "دنה \u202Eexe"],
                },
            ])).ShowAsync(SampleReaders.Alex),
        ["outcome.crowded"] = async desk => await (await Done(
            desk, Crowded, Verdict.Approved, Repeat("Потому что. ", 1_000), Earlier, name: Repeat("Ж", 500)))
            .ShowAsync(SampleReaders.Jonas),
        ["outcome.right-to-left"] = async desk => await (await Done(
            desk, RightToLeft, Verdict.Approved, "موافق", Earlier, SampleReaders.Layla)).ShowAsync(SampleReaders.Layla),
        ["outcome.undo"] = async desk => await (await Undoable(desk)).ShowAsync(SampleReaders.Alex),
        ["outcome.undo-reason-missing"] = desk => Undo(desk, new DecisionOutcome.UndoReasonMissing(), null),
        ["outcome.undo-refused"] = async desk =>
        {
            var refusal = new Refusal(RefusalKind.NotPermitted, "Only *managers* may reopen.");
            var scene = await TakenBack(desk);
            await scene.RefuseUndoAsync(refusal);
            return await scene.AnswerAsync(new DecisionOutcome.UndoRefused(refusal), SampleReaders.Alex, "A slip");
        },
        ["outcome.undo-confirm"] = async desk => await (await Confirmed(desk)).ShowAsync(SampleReaders.Alex),
        ["outcome.undo-confirmation-missing"] = async desk => await (await Confirmed(desk)).AnswerAsync(
            new DecisionOutcome.ConfirmationMissing(null), SampleReaders.Alex, "A slip"),
        ["outcome.undo-sign-in"] = desk => Undo(
            desk, new DecisionOutcome.SignInNeeded(null, new Uri("https://bot.example.com/step-up/nonce")), "A slip"),
        ["outcome.undo-work-went-on"] = desk => CannotUndo(desk, UndoBlockReason.WorkWentOn),
        ["outcome.undo-decided-as-another"] = desk => CannotUndo(desk, UndoBlockReason.DecidedAsAnother),
        ["outcome.undo-no-longer-stands"] = desk => CannotUndo(desk, UndoBlockReason.NoLongerStands),
        ["outcome.too-late-to-undo"] = desk => NoLonger(desk, UndoBlockReason.TooLate),
        ["outcome.no-undo-here"] = desk => NoLonger(desk, UndoBlockReason.OnlyInTallyfy),
        ["sealed.approval-taken-back"] = async desk =>
        {
            var scene = await TakenBack(desk, "A slip of the *finger*");
            return await (await scene.FinishUndoAsync(Laptops)).ShowAsync(SampleReaders.Alex);
        },
        ["sealed.rejection-taken-back"] = async desk =>
        {
            var scene = await Done(desk, RightToLeft, Verdict.Rejected, "موافق", Lately, SampleReaders.Layla);
            await scene.ClaimUndoAsync(SampleReaders.Layla, "موافق", Now);
            return await (await scene.FinishUndoAsync(RightToLeft)).ShowAsync(SampleReaders.Layla);
        },
        ["vote.approved"] = async desk =>
            await (await Voted(desk, Verdict.Approved, null)).ShowAsync(SampleReaders.Alex),
        ["vote.rejected"] = async desk =>
            await (await Voted(desk, Verdict.Rejected, "Too *dear*", progress: null)).ShowAsync(SampleReaders.Alex),
        ["vote.unconfirmed"] = async desk => await (await (await Claimed(
            desk, ForEveryone(new ApprovalProgress(1, 3)), Verdict.Approved, "Well *done*", Earlier))
            .LoseAnswerAsync()).ShowAsync(SampleReaders.Alex),
        ["vote.right-to-left"] = async desk => await (await Done(
            desk,
            RightToLeft with
            {
                Content = RightToLeft.Content with { EveryoneMustComplete = true, Progress = new(1, 3) },
            },
            Verdict.Rejected,
            "موافق",
            Earlier,
            SampleReaders.Layla)).ShowAsync(SampleReaders.Layla),
        ["receipt.sealed"] = async desk => await (await (await Done(
            desk, Laptops, Verdict.Approved, null, Earlier, name: "Alex *Wilber*"))
            .SealTrailAsync()).ReceiptAsync(SampleReaders.Alex),
        ["receipt.rejected"] = async desk => await (await (await Done(desk, Laptops, Verdict.Rejected, "No", Earlier))
            .SealTrailAsync()).ReceiptAsync(SampleReaders.Alex),
        ["receipt.forgotten"] = async desk =>
        {
            var scene = await (await Done(desk, Laptops, Verdict.Rejected, "No", Earlier)).SealTrailAsync();
            await scene.TamperAsync(
                "update trail set salt = null, object_id = null, tallyfy_user_id = null where decision_id = @id");
            await scene.TamperAsync("update decisions set object_id = '', tallyfy_user_id = 0 where id = @id");
            return await scene.ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.name-changed"] = async desk =>
        {
            var scene = await (await Done(desk, Laptops, Verdict.Approved, null, Earlier)).SealTrailAsync();
            return await (await scene.TamperAsync("update decisions set actor_name = 'Megan Bowen' where id = @id"))
                .ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.waiting"] = async desk =>
            await (await Claimed(desk, Laptops, Verdict.Approved, null, Earlier)).ReceiptAsync(SampleReaders.Alex),
        ["receipt.elsewhere"] = async desk =>
            await (await (await Claimed(desk, Laptops, Verdict.Approved, null, Earlier)).GiveWayAsync(Laptops))
                .ReceiptAsync(SampleReaders.Alex),
        ["receipt.rejection-refused"] = async desk =>
        {
            var scene = await Claimed(desk, Laptops, Verdict.Rejected, "No", Earlier);
            return await (await scene.RefuseAsync(new Refusal(RefusalKind.NotAccepted), Laptops))
                .ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.missing"] = async desk =>
        {
            var scene = await (await Claimed(desk, Laptops, Verdict.Approved, null, Earlier)).GiveWayAsync(Laptops);
            var receipt = await (await scene.TamperAsync(Forget)).ReceiptAsync(SampleReaders.Alex);
            await scene.TamperAsync("delete from decisions where id = @id");
            return receipt;
        },
        ["receipt.no-entry"] = async desk =>
        {
            var scene = await (await Claimed(desk, Laptops, Verdict.Approved, null, Earlier)).GiveWayAsync(Laptops);
            return await (await (await scene.SealTrailAsync()).PruneTrailAsync()).ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.row-differs"] = async desk =>
        {
            var scene = await (await Done(desk, Laptops, Verdict.Approved, null, Earlier)).SealTrailAsync();
            return await (await scene.TamperAsync(
                "update decisions set verdict = 'Rejected', actor_name = 'Megan Bowen' where id = @id"))
                .ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.altered"] = async desk =>
        {
            var scene = await Claimed(desk, Laptops, Verdict.Rejected, "No", Earlier);
            await scene.RefuseAsync(new Refusal(RefusalKind.NotAccepted), Laptops);
            await scene.TamperAsync("update trail set verdict = 'Approved' where decision_id = @id");
            var receipt = await scene.ReceiptAsync(SampleReaders.Alex);
            await scene.TamperAsync(Forget);
            return receipt;
        },
        ["receipt.approval-refused"] = async desk =>
        {
            var scene = await Claimed(desk, Laptops, Verdict.Approved, null, Earlier);
            return await (await scene.RefuseAsync(new Refusal(RefusalKind.NotAccepted), Laptops))
                .ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.undo-refused"] = async desk =>
            await (await (await TakenBack(desk)).RefuseUndoAsync(new Refusal(RefusalKind.NotAccepted)))
                .ReceiptAsync(SampleReaders.Alex),
        ["receipt.unconfirmed"] = async desk =>
        {
            var vote = await Claimed(desk, ForEveryone(null), Verdict.Approved, null, Earlier);
            return await (await (await vote.LoseAnswerAsync()).SealTrailAsync()).ReceiptAsync(SampleReaders.Alex);
        },
        ["receipt.undo"] = async desk =>
        {
            var undone = await (await TakenBack(desk)).FinishUndoAsync(Laptops);
            return await (await undone.SealTrailAsync()).ReceiptAsync(SampleReaders.Alex);
        },
    };

    private const string Forget = "delete from trail where decision_id = @id";

    private static async Task<CardScene> Claimed(
        CardScenario desk,
        Approval sample,
        Verdict verdict,
        string? reason,
        DateTimeOffset at,
        Chat? by = null,
        string? name = null)
    {
        var scene = await desk.Begin().ReadAsync(sample);
        return await scene.ClaimAsync(by ?? SampleReaders.Alex, verdict, reason, at, name);
    }

    private static async Task<CardScene> Done(
        CardScenario desk,
        Approval sample,
        Verdict verdict,
        string? reason,
        DateTimeOffset at,
        Chat? by = null,
        string? name = null) => await (await Claimed(desk, sample, verdict, reason, at, by, name)).FinishAsync();

    private static async Task<CardMessage> Decided(
        CardScenario desk, Approval sample, Verdict verdict, string? reason, Chat reader) =>
        await (await Done(desk, sample, verdict, reason, Earlier)).ShowAsync(reader);

    private static async Task<CardScene> Ruled(
        CardScenario desk, Approval sample, string? reason, IReadOnlyList<RuleChange> changes) =>
        await (await Claimed(desk, sample, Verdict.Approved, reason, Earlier)).FinishAsync(changes);

    private static Task<CardScene> Voted(CardScenario desk, Verdict verdict, string? reason) =>
        Voted(desk, verdict, reason, new ApprovalProgress(1, 3));

    private static Task<CardScene> Voted(
        CardScenario desk, Verdict verdict, string? reason, ApprovalProgress? progress) =>
        Done(desk, ForEveryone(progress), verdict, reason, Earlier);

    /// <summary>Alex approved a moment ago, and sees the offer to take it back.</summary>
    private static async Task<CardScene> Undoable(CardScenario desk)
    {
        var scene = await Done(desk, Laptops, Verdict.Approved, null, Lately);
        await scene.ShowAsync(SampleReaders.Alex);
        return scene;
    }

    private static async Task<CardScene> Confirmed(CardScenario desk)
    {
        var sample = Laptops with { Content = Laptops.Content with { Template = CardScenario.ConfirmTemplate } };
        var scene = await Done(desk, sample, Verdict.Approved, null, Lately);
        await scene.ShowAsync(SampleReaders.Alex);
        return scene;
    }

    private static async Task<CardScene> TakenBack(CardScenario desk, string reason = "A slip") =>
        await (await Undoable(desk)).ClaimUndoAsync(SampleReaders.Alex, reason, Now);

    private static async Task<CardMessage> Undo(CardScenario desk, DecisionOutcome outcome, string? typed) =>
        await (await Undoable(desk)).AnswerAsync(outcome, SampleReaders.Alex, typed);

    private static Task<CardMessage> CannotUndo(CardScenario desk, UndoBlockReason why) =>
        Undo(desk, new DecisionOutcome.CannotUndo(why), "A slip");

    /// <summary>The offer on the tapped card is not good any more.</summary>
    private static async Task<CardMessage> NoLonger(CardScenario desk, UndoBlockReason why) =>
        await (await Done(desk, Laptops, Verdict.Approved, null, Earlier)).AnswerAsync(
            new DecisionOutcome.CannotUndo(why), SampleReaders.Alex, "A slip");
}
