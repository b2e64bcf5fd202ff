using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>Every card in every state, by the name of its snapshot.</summary>
internal static class CardCatalogue
{
    private static readonly Uri SignInLink = new("https://bot.example.com/step-up/nonce");

    private static readonly DateTimeOffset Earlier = Now.AddMinutes(-34);

    private static LinkedAccount Candidate { get; } = new()
    {
        Person = new PersonId("tenant", "object"),
        Organization = "organization",
        TallyfyUserId = 1002,
        Email = "alexw@example.com",
        DisplayName = "Alex Wilber",
    };

    private static readonly CardCommand[] Commands =
    [
        new("pending", "Shows what waits for you"),
        new("help", "Says how this works"),
    ];

    /// <summary>Cards about one approval: each must name where it comes from, who asks and where it leads.</summary>
    public static Dictionary<string, Func<CardMessage>> AboutAnApproval { get; } = new()
    {
        ["approval"] = () => Ask(Laptops),
        ["approval.standalone"] = () => Ask(Standalone),
        ["approval.empty"] = () => Ask(Empty),
        ["approval.overdue"] = () => Ask(Overdue),
        ["approval.long-title"] = () => Ask(LongTitle),
        ["approval.right-to-left"] = () => Ask(RightToLeft),
        ["approval.hostile"] = () => Ask(Hostile),
        ["approval.crowded"] = () => Ask(Crowded),
        ["approval.german-reader"] = () => Ask(Laptops, Jonas),
        ["approval.arabic-reader"] = () => Ask(RightToLeft, Layla),
        ["approval.shared"] = () => Ask(Laptops, Channel),
        ["approval.reason-missing"] = () => Again(new ApprovalNotice.ReasonMissing()),
        ["approval.reason-too-long"] = () => Again(
            new ApprovalNotice.ReasonTooLong(), Repeat("Слишком дорого. ", CardAction.MaxKeptReasonLength)),
        ["approval.changed"] = () => Again(
            new ApprovalNotice.ChangedSinceShown([ChangedPart.Description, ChangedPart.FormFields]), "Too dear"),
        ["approval.refused"] = () => Again(
            new ApprovalNotice.TallyfyRefused(
                new Refusal(RefusalKind.NotAccepted, "The *Comment* field is required.")),
            "Too dear"),
        ["approval.refused-without-words"] = () => Again(
            new ApprovalNotice.TallyfyRefused(new Refusal(RefusalKind.NotAccepted))),
        ["approval.not-permitted"] = () => Again(
            new ApprovalNotice.TallyfyRefused(
                new Refusal(RefusalKind.NotPermitted, "Only assigned members can complete it.")),
            "Too dear"),
        ["approval.not-let-in"] = () => Again(
            new ApprovalNotice.TallyfyRefused(new Refusal(RefusalKind.NotLetIn)), "Too dear"),
        ["approval.not-confirmed"] = () => Again(
            new ApprovalNotice.TallyfyRefused(new Refusal(RefusalKind.NotConfirmed)), "Too dear"),
        ["approval.answers-missing"] = () => ApprovalCard.Render(
            Incomplete,
            SampleApprovals.Rendering,
            Alex,
            Now,
            new ApprovalNotice.AnswersMissing(Incomplete.Content.MissingAnswers),
            "Too dear"),
        ["approval.everyone"] = () => Ask(ForEveryone(null)),
        ["approval.everyone-progress"] = () => Ask(ForEveryone(new ApprovalProgress(1, 3))),
        ["approval.everyone-in-tallyfy"] = () => Ask(
            ForEveryone(new ApprovalProgress(1, 3)) with { OnlyInTallyfy = InTallyfy.Everyone }),
        ["approval.own-request"] = () => Ask(Laptops with { IsOwnRequest = true }),
        ["approval.own-request-in-tallyfy"] = () => Ask(
            Laptops with { OnlyInTallyfy = InTallyfy.OwnRequest, IsOwnRequest = true }),
        ["approval.template-in-tallyfy"] = () => Ask(Laptops with { OnlyInTallyfy = InTallyfy.Template }),
        ["approval.confirm"] = () => Ask(Laptops with { MustConfirm = true }),
        ["approval.confirmation-missing"] = () => ApprovalCard.Render(
            Laptops with { MustConfirm = true },
            SampleApprovals.Rendering,
            Alex,
            Now,
            new ApprovalNotice.ConfirmationMissing(Verdict.Rejected),
            "Too dear"),
        ["approval.sign-in"] = () => Again(new ApprovalNotice.SignInNeeded(Verdict.Rejected, SignInLink), "Too dear"),
        ["vote.approved"] = () => Voted(new OwnVote(Verdict.Approved, Earlier, null, true)),
        ["vote.rejected"] = () => Voted(new OwnVote(Verdict.Rejected, Earlier, "Too *dear*", true)),
        ["vote.unconfirmed"] = () => Voted(new OwnVote(Verdict.Approved, Earlier, "Well *done*", false)),
        ["vote.right-to-left"] = () => VoteCard.Render(
            RightToLeft, new OwnVote(Verdict.Rejected, Earlier, "موافق", true), SampleApprovals.Rendering, Layla),
        ["sealed.approved-together"] = () => Sealed(
            new ApprovalEnd.DecidedByEveryone(Verdict.Approved, "Adele Vance", Earlier)),
        ["sealed.rejected-together"] = () => Sealed(new ApprovalEnd.DecidedByEveryone(Verdict.Rejected, null, Earlier)),
        ["approval.silent"] = () => Again(
            new ApprovalNotice.TallyfySilent(Silence.NoAnswer), "Too dear,\nand too late."),
        ["approval.busy"] = () => Again(new ApprovalNotice.TallyfySilent(Silence.TooManyRequests), "Too dear"),
        ["approval.locked-out"] = () => Again(new ApprovalNotice.TallyfySilent(Silence.NotLetIn), "Too dear"),
        ["approval.unconfirmed"] = () => Again(new ApprovalNotice.CouldNotConfirm(), "Too dear"),
        ["outcome.approved"] = () => Decided(Laptops, new(Verdict.Approved, "Alex Wilber", Earlier, null), Alex),
        ["outcome.rejected"] = () => Decided(
            Laptops, new(Verdict.Rejected, "Alex Wilber", Earlier, "Too dear.\nAsk *Fabrikam* too."), Alex),
        ["outcome.rejected-shared"] = () => Decided(
            Laptops, new(Verdict.Rejected, "Alex Wilber", Earlier, "Too dear."), Channel),
        ["outcome.rules"] = () => Decided(Laptops, Ruled(RuleChanges), Alex),
        ["outcome.rules-shared"] = () => Decided(Laptops, Ruled(RuleChanges), Channel),
        ["outcome.rules-crowded"] = () => Decided(
            Crowded,
            Ruled([.. Enumerable.Range(1, 40).Select(number => new RuleChange(
                RuleEffect.Changed, $"{number} {Repeat("задача ", 600)}"))]) with
            { Reason = Repeat("Потому что. ", 1_000) },
            Jonas),
        ["outcome.rules-hostile"] = () => Decided(
            Laptops,
            Ruled(
            [
                new RuleChange(RuleEffect.Reassigned, "- [x](https://evil.example)\n# **Sign** <at>x</at>")
                {
                    For = ["<at>Everyone</at>", "دنה \u202Eexe"],
                },
            ]),
            Alex),
        ["outcome.crowded"] = () => Decided(
            Crowded, new(Verdict.Approved, Repeat("Ж", 500), Earlier, Repeat("Потому что. ", 1_000)), Jonas),
        ["outcome.right-to-left"] = () => Decided(
            RightToLeft, new(Verdict.Approved, "ليلى حسن", Earlier, "موافق"), Layla),
        ["outcome.receipt"] = () => Decided(
            Laptops, new(Verdict.Rejected, "Alex Wilber", Earlier, "Too dear") { Receipt = Code }, Alex),
        ["vote.receipt"] = () => Voted(new OwnVote(Verdict.Approved, Earlier, null, true) { Receipt = Code }),
        ["receipt.sealed"] = () => ReceiptOf(ReceiptState.Sealed, DecisionState.Done),
        ["receipt.waiting"] = () => ReceiptOf(ReceiptState.Waiting, DecisionState.Claimed),
        ["receipt.no-entry"] = () => ReceiptOf(ReceiptState.NoEntry, DecisionState.Elsewhere),
        ["receipt.altered"] = () => ReceiptOf(ReceiptState.Altered, DecisionState.Refused),
        ["receipt.undo-refused"] = () => ReceiptOf(ReceiptState.Waiting, DecisionState.Refused, DecisionKind.Undo),
        ["receipt.unconfirmed"] = () => ReceiptOf(ReceiptState.Sealed, DecisionState.Unconfirmed, DecisionKind.Vote),
        ["receipt.undo"] = () => ReceiptOf(ReceiptState.Sealed, DecisionState.Done, DecisionKind.Undo),
        ["outcome.undo"] = () => Undoable(null),
        ["outcome.undo-reason-missing"] = () => Undoable(new ApprovalNotice.UndoReasonMissing()),
        ["outcome.undo-refused"] = () => Undoable(
            new ApprovalNotice.UndoRefused(new Refusal(RefusalKind.NotPermitted, "Only *managers* may reopen.")),
            "A slip"),
        ["outcome.undo-too-late"] = () => Undoable(new ApprovalNotice.CannotUndo(UndoObstacle.TooLate), "A slip"),
        ["outcome.undo-work-went-on"] = () => Undoable(
            new ApprovalNotice.CannotUndo(UndoObstacle.WorkWentOn), "A slip"),
        ["outcome.undo-decided-as-another"] = () => Undoable(
            new ApprovalNotice.CannotUndo(UndoObstacle.DecidedAsAnother), "A slip"),
        ["sending.taken-back-by-you"] = () => SendingCard.Render(
            Laptops, new(Verdict.Approved, null, Now, "A slip") { IsUndo = true }, SampleApprovals.Rendering, Alex),
        ["sealed.approval-taken-back"] = () => Sealed(
            new ApprovalEnd.Undone(Verdict.Approved, "Alex Wilber", Earlier, "A slip of the *finger*")),
        ["sealed.rejection-taken-back"] = () => SealedCard.Render(
            RightToLeft, new ApprovalEnd.Undone(Verdict.Rejected, "ليلى حسن", Earlier, "موافق"), Layla),
        ["sending.approved-by-you"] = () => SendingCard.Render(
            Laptops, new(Verdict.Approved, null, Now, null), SampleApprovals.Rendering, Alex),
        ["sending.rejected-by-other"] = () => SendingCard.Render(
            Laptops, new(Verdict.Rejected, "Adele Vance", Now, "Too dear"), SampleApprovals.Rendering, Jonas),
        ["sealed.approved-elsewhere"] = () => Sealed(
            new ApprovalEnd.DecidedElsewhere(Verdict.Approved, "Adele Vance", Earlier)),
        ["sealed.rejected-elsewhere"] = () => Sealed(new ApprovalEnd.DecidedElsewhere(Verdict.Rejected, null, Earlier)),
        ["sealed.completed-elsewhere"] = () => Sealed(new ApprovalEnd.DecidedElsewhere(null, null, null)),
        ["sealed.completed-elsewhere-by"] = () => Sealed(new ApprovalEnd.DecidedElsewhere(null, "Adele Vance", null)),
        ["sealed.gone"] = () => Sealed(new ApprovalEnd.Gone(IsArchived: false)),
        ["sealed.archived"] = () => Sealed(new ApprovalEnd.Gone(IsArchived: true)),
        ["sealed.on-hold"] = () => OnHold(new Obstacle(ObstacleKind.NotCompletable)),
        ["sealed.hidden"] = () => OnHold(new Obstacle(ObstacleKind.Hidden)),
        ["sealed.not-started"] = () => OnHold(new Obstacle(ObstacleKind.NotStarted) { At = Now.AddDays(3) }),
        ["sealed.process-issue"] = () => OnHold(new Obstacle(ObstacleKind.ProcessIssue)),
        ["sealed.issue"] = () => OnHold(Issue),
        ["sealed.issue-shared"] = () => SealedCard.Render(Laptops, new ApprovalEnd.OnHold(Issue), Channel),
        ["sealed.issue-hostile"] = () => OnHold(Issue with
        {
            By = "<at>Everyone</at>",
            Words = "<script>alert(1)</script><p>**Stop** [here](https://evil.example)</p>" + Repeat("word ", 4_000),
        }),
        ["sealed.not-yours"] = () => SealedCard.NotYours(Laptops, Alex),
        ["sealed.not-yours-crowded"] = () => SealedCard.NotYours(Crowded, Alex),
        ["pending"] = () => PendingListCard.Render([Standalone, Laptops, Overdue], 3, Alex, Now),
        ["pending.many"] = () => PendingListCard.Render([.. Enumerable.Repeat(Laptops, 12)], 31, Jonas, Now),
        ["pending.crowded"] = () => PendingListCard.Render([.. Enumerable.Repeat(Crowded, 60)], 60, Jonas, Now),
        ["pending.hostile"] = () => PendingListCard.Render([Hostile, RightToLeft, Empty], 3, Alex, Now),
    };

    public static Dictionary<string, Func<CardMessage>> Others { get; } = new()
    {
        ["pending.none"] = () => PendingListCard.Render([], 0, Alex, Now),
        ["help"] = () => HelpCard.Help(Commands, 3, Alex),
        ["help.welcome"] = () => HelpCard.Welcome(Commands, 0, Alex),
        ["link.not-linked"] = () => Unlinked(new LinkProblem.NotLinked()),
        ["link.proposal"] = () => Linking(new LinkReply.Proposal(Candidate)),
        ["link.proposal-hostile"] = () => Linking(
            new LinkReply.Proposal(Candidate with { DisplayName = "<at>Everyone</at> **bold**" })),
        ["link.code-is-there"] = () => Linking(new LinkReply.CodeIsThere(Candidate)),
        ["link.code-not-sent"] = () => Linking(new LinkReply.CodeNotSent()),
        ["link.sign-in"] = () => Linking(new LinkReply.SignIn(Candidate, SignInLink)),
        ["link.signed-in-as-another"] = () => Linking(new LinkReply.SignedInAsAnother()),
        ["link.wrong-code"] = () => Linking(new LinkReply.WrongCode(4)),
        ["link.expired"] = () => Linking(new LinkReply.Expired()),
        ["link.barred"] = () => Linking(new LinkReply.Barred()),
        ["link.linked"] = () => Linking(new LinkReply.Linked(Candidate)),
        ["link.already-linked"] = () => Linking(new LinkReply.AlreadyLinked(Candidate)),
        ["link.who-you-are"] = () => Linking(new LinkReply.IsLinked(Candidate)),
        ["link.unlinked"] = () => Linking(new LinkReply.Unlinked(Candidate)),
        ["link.who-you-are-elsewhere"] = () => Linking(new LinkReply.IsLinked(Candidate), Elsewhere),
        ["link.unlinked-elsewhere"] = () => Linking(new LinkReply.Unlinked(Candidate), Elsewhere),
        ["link.linked-nowhere"] = () => Linking(new LinkReply.NotLinked()),
        ["link.cancelled"] = () => Linking(new LinkReply.Cancelled()),
        ["link.nothing-to-confirm"] = () => Linking(new LinkReply.NothingToConfirm()),
        ["link.ask-administrator"] = () => Linking(new LinkReply.AskAdministrator(Candidate)),
        ["link.no-member"] = () => Unlinked(new LinkProblem.NoMember("alexw@example.com")),
        ["link.ambiguous"] = () => Unlinked(new LinkProblem.Ambiguous("alexw@example.com")),
        ["link.inactive"] = () => Unlinked(new LinkProblem.Inactive("alex_w*@example.com")),
        ["link.no-address"] = () => Unlinked(new LinkProblem.NoAddress()),
        ["link.guest"] = () => Unlinked(new LinkProblem.Guest()),
        ["link.silent"] = () => Unlinked(new LinkProblem.TallyfySilent()),
        ["link.teams-silent"] = () => Unlinked(new LinkProblem.TeamsSilent()),
        ["operator.token-refused"] = () => Told(OperatorNews.Refused),
        ["operator.application-refused"] = () => OperatorCard.Render(
            new OperatorMessage(OperatorNews.Refused, "Contoso", "Tallyfy:Organizations:1", null), Alex),
        ["operator.let-in-again"] = () => Told(OperatorNews.LetInAgain),
        ["operator.ends-soon"] = () => Told(OperatorNews.EndsSoon),
        ["operator.ends-tomorrow"] = () => Told(OperatorNews.EndsTomorrow),
        ["operator.hostile"] = () => Told(OperatorNews.Refused, "<at>Everyone</at> [x](https://evil.example)"),
        ["sentence.not-our-card"] = () => SentenceCard.Render(Sentence.NotOurCard, Alex),
        ["sentence.card-too-old"] = () => SentenceCard.Render(Sentence.CardTooOld, Alex),
        ["sentence.too-many-requests"] = () => SentenceCard.Render(Sentence.TooManyRequests, Alex),
        ["sentence.answered-in-personal-chat"] = () => SentenceCard.Render(Sentence.AnsweredInPersonalChat, Channel),
        ["sentence.not-yours"] = () => SentenceCard.Render(Sentence.NotYours, Channel),
        ["sentence.no-such-receipt"] = () => SentenceCard.Render(Sentence.NoSuchReceipt, Alex),
        ["sentence.open-personal-chat"] = () => SentenceCard.Render(Sentence.OpenPersonalChat, Channel),
        ["sentence.installed-in-shared"] = () => SentenceCard.Render(Sentence.InstalledInSharedConversation, Channel),
        ["sentence.store-silent"] = () => SentenceCard.Render(Sentence.StoreSilent, Alex),
        ["sentence.could-not-confirm"] = () => SentenceCard.Render(Sentence.CouldNotConfirm, Alex),
        ["sentence.recorded-not-shown"] = () => SentenceCard.Render(Sentence.RecordedNotShown, Alex),
        ["sentence.something-went-wrong"] = () => SentenceCard.Render(Sentence.SomethingWentWrong, Alex),
    };

    public static Dictionary<string, Func<CardMessage>> All { get; } =
        AboutAnApproval.Concat(Others).ToDictionary();

    private static IReadOnlyList<LinkElsewhere> Elsewhere =>
        [
            new("Fabrikam **Inc.**", Candidate with { DisplayName = "A. Wilber" }),
            new("", null),
            new("Northwind Traders", null),
        ];

    private static CardMessage Linking(LinkReply reply, IReadOnlyList<LinkElsewhere>? elsewhere = null) =>
        LinkCard.Render(new LinkAnswer(reply, "Contoso") { Elsewhere = elsewhere ?? [] }, Alex);

    private static CardMessage Told(OperatorNews news, string organization = "Contoso") =>
        OperatorCard.Render(new OperatorMessage(news, organization, "Tallyfy", Now.AddDays(14)), Alex);

    private static CardMessage Ask(Approval approval, CardReader? reader = null) =>
        ApprovalCard.Render(approval, SampleApprovals.Rendering, reader ?? Alex, Now);

    private static CardMessage Again(ApprovalNotice notice, string? typed = null) =>
        ApprovalCard.Render(Laptops, SampleApprovals.Rendering, Alex, Now, notice, typed);

    private static ApprovalEnd.DecidedHere Ruled(IReadOnlyList<RuleChange> changes) =>
        new(Verdict.Approved, "Alex Wilber", Earlier, null) { RuleChanges = changes };

    private static CardMessage Decided(Approval approval, ApprovalEnd.DecidedHere decision, CardReader reader) =>
        OutcomeCard.Render(approval, decision, reader);

    private static CardMessage Undoable(ApprovalNotice? notice, string? typed = null) => OutcomeCard.Render(
        Laptops,
        new(Verdict.Approved, "Alex Wilber", Earlier, null),
        Alex,
        new UndoOffer(SampleApprovals.Rendering, typed),
        notice);

    private static CardMessage Voted(OwnVote vote) => VoteCard.Render(
        ForEveryone(new ApprovalProgress(1, 3)), vote, SampleApprovals.Rendering, Alex);

    private static ReceiptCode Code => ReceiptCode.Parse("0123456789")!.Value;

    private static CardMessage ReceiptOf(
        ReceiptState state, DecisionState end, DecisionKind kind = DecisionKind.Verdict) => ReceiptCard.Render(
            new Receipt(Code, SampleApprovals.Decision with { State = end, Kind = kind }, Laptops, state, 1_234), Alex);

    private static CardMessage OnHold(Obstacle why) => Sealed(new ApprovalEnd.OnHold(why));

    private static CardMessage Sealed(ApprovalEnd end) => SealedCard.Render(Laptops, end, Alex);

    private static CardMessage Unlinked(LinkProblem problem) =>
        LinkProblemCard.Render(problem, "Contoso", new Uri("https://go.tallyfy.com/"), Alex);
}
