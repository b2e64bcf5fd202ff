using System.Globalization;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Texts;
using static Tallyfy.Bot.Tests.Cards.Drawing.SampleReaders;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>Cards about no approval: help, the way to being linked, news for operators, single sentences.</summary>
internal static class OtherCards
{
    private static readonly Uri SignInLink = new("https://bot.example.com/link/nonce");

    private static readonly LinkedAccount Candidate = SampleReaders.Accounts[SampleReaders.Alex.Person];

    private static readonly IReadOnlyList<LinkElsewhere> Elsewhere =
    [
        new("Fabrikam **Inc.**", Candidate with { DisplayName = "A. Wilber" }),
        new("", null),
        new("Northwind Traders", null),
    ];

    private static IReadOnlyList<CardCommand> Commands =>
        MessageCommands.List(new CardTexts(CultureInfo.InvariantCulture));

    private static (string Organization, Unread What)[] Unread(params Unread[] unread) =>
        [.. unread.Select(what => ("Contoso", what))];

    public static Dictionary<string, Func<CardMessage>> All { get; } = new()
    {
        ["pending.none"] = () => PendingListCard.Render([], [], SampleApprovals.Alex, Now),
        ["pending.unknown"] = () => PendingListCard.Render(
            [], Unread(new Unread.NothingYet(), new Unread.Since(Now.AddHours(-3))), SampleApprovals.Alex, Now),
        ["help"] = () => HelpCard.Help(Commands, 3, [], SampleApprovals.Alex),
        ["help.unknown"] = () => HelpCard.Help(
            Commands, 0, Unread(new Unread.SomeSince(Now.AddMinutes(-20))), SampleApprovals.Alex),
        ["help.welcome"] = () => HelpCard.Welcome(Commands, 0, [], SampleApprovals.Alex),
        ["reason-too-long"] = () => CardAnswer.ReasonTooLong(12_345, SampleReaders.Alex).Message,
        ["did-you-mean"] = () => DidYouMeanCard.Render(Wish.Pending, SampleApprovals.Alex),
        ["did-you-mean.unlink"] = () => DidYouMeanCard.Render(Wish.Unlink, SampleApprovals.Alex),
        ["asked-about.link"] = () => DidYouMeanCard.Explain(Wish.Link, SampleApprovals.Alex),
        ["asked-about.start-again"] = () => DidYouMeanCard.Explain(Wish.LinkAnew, SampleApprovals.Alex),
        ["asked-about.unlink"] = () => DidYouMeanCard.Explain(Wish.Unlink, SampleApprovals.Alex),
        ["link.not-linked"] = () => Unlinked(new LinkProblem.NotLinked()),
        ["link.was-ended"] = () => Unlinked(new LinkProblem.Unlinked()),
        ["link.proposal"] = () => Linking(new LinkReply.Proposal(Candidate)),
        ["link.proposal-first"] = () => LinkCard.Render(
            Asking(new LinkReply.Proposal(Candidate)), SampleApprovals.Alex, new CardLead.Greeting()),
        ["link.proposal-beside-help"] = () => LinkCard.Render(
            Asking(new LinkReply.Proposal(Candidate)), SampleApprovals.Alex, new CardLead.Help(Commands)),
        ["link.proposal-former"] = () => LinkCard.Render(
            Asking(new LinkReply.Proposal(Candidate)) with { IsFormer = true }, SampleApprovals.Alex),
        ["link.linked-nowhere-former"] = () => LinkCard.Render(
            Asking(new LinkReply.NotLinked()) with { IsFormer = true }, SampleApprovals.Alex),
        ["link.no-member-first"] = () => LinkProblemCard.Render(
            new LinkProblem.NoMember("alexw@example.com"), "Contoso", SampleApprovals.Alex, new CardLead.Greeting()),
        ["link.proposal-hostile"] = () => Linking(
            new LinkReply.Proposal(Candidate with { DisplayName = "<at>Everyone</at> **bold**" })),
        ["link.code-is-there"] = () => Linking(new LinkReply.CodeIsThere(Candidate)),
        ["link.no-code"] = () => Linking(new LinkReply.NoCode()),
        ["link.no-code-hostile"] = () => LinkCard.Render(
            Asking(new LinkReply.NoCode()) with { Typed = "<at>Everyone</at> **RZE5** \u202EF96Y{{x}}" },
            SampleApprovals.Alex),
        ["link.code-former"] = () => LinkCard.Render(
            Asking(new LinkReply.CodeIsThere(Candidate)) with { IsFormer = true }, SampleApprovals.Alex),
        ["link.code-not-sent"] = () => Linking(new LinkReply.CodeNotSent()),
        ["link.too-many-codes"] = () => Linking(new LinkReply.TooManyCodes()),
        ["link.sign-in"] = () => Linking(new LinkReply.SignIn(Candidate, SignInLink)),
        ["link.signed-in-as-another"] = () => Linking(new LinkReply.SignedInAsAnother()),
        ["link.wrong-code"] = () => Linking(new LinkReply.WrongCode(4)),
        ["link.expired"] = () => Linking(new LinkReply.Expired()),
        ["link.barred"] = () => Linking(new LinkReply.Barred(Now.AddHours(1))),
        ["link.linked"] = () => LinkedCard.Render(
            new LinkAnswer(new LinkReply.Linked(Candidate), "Contoso"), Commands, 2, [], SampleApprovals.Alex),
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
        ["link.foreign-address"] = () => Unlinked(new LinkProblem.ForeignAddress()),
        ["link.guest"] = () => Unlinked(new LinkProblem.Guest()),
        ["link.silent"] = () => Unlinked(new LinkProblem.TallyfyUnavailable()),
        ["link.teams-silent"] = () => Unlinked(new LinkProblem.TeamsUnavailable()),
        ["operator.token-refused"] = () => Told(OperatorNews.Refused),
        ["operator.application-refused"] = () => OperatorCard.Render(
            new OperatorMessage(OperatorNews.Refused, "Contoso", "Tallyfy:Organizations:1", null),
            SampleApprovals.Alex),
        ["operator.let-in-again"] = () => Told(OperatorNews.LetInAgain),
        ["operator.ends-soon"] = () => Told(OperatorNews.EndsSoon),
        ["operator.ends-tomorrow"] = () => Told(OperatorNews.EndsTomorrow),
        ["operator.hostile"] = () => Told(OperatorNews.Refused, "<at>Everyone</at> [x](https://evil.example)"),
        ["sentence.not-our-card"] = () => Say(Sentence.NotOurCard),
        ["sentence.card-too-old"] = () => Say(Sentence.CardTooOld),
        ["sentence.answered-in-personal-chat"] = () => Say(Sentence.AnsweredInPersonalChat, AlexInGroup),
        ["sentence.not-yours"] = () => Say(Sentence.NotYours, AlexInGroup),
        ["sentence.not-linked"] = () => Say(Sentence.NotLinked),
        ["sentence.no-such-receipt"] = () => Say(Sentence.NoSuchReceipt),
        ["sentence.which-receipt"] = () => Say(Sentence.WhichReceipt),
        ["sentence.nothing-asked"] = () => Say(Sentence.NothingAsked),
        ["sentence.thanked"] = () => Say(Sentence.Thanked),
        ["sentence.undo-is-tapped"] = () => Say(Sentence.UndoIsTapped),
        ["sentence.no-undo-here"] = () => Say(Sentence.NoUndoHere),
        ["sentence.no-code-awaited"] = () => Say(Sentence.NoCodeAwaited),
        ["sentence.open-personal-chat"] = () => Say(Sentence.OpenPersonalChat, AlexInGroup),
        ["sentence.installed-in-shared"] = () => Say(Sentence.InstalledInSharedConversation, AlexInGroup),
        ["sentence.row-is-with-others"] = () => Say(Sentence.RowIsWithOthers),
        ["sentence.row-is-decided"] = () => Say(Sentence.RowIsDecided),
        ["sentence.row-waits-for-others"] = () => Say(Sentence.RowWaitsForOthers),
        ["sentence.row-is-on-hold"] = () => Say(Sentence.RowIsOnHold),
        ["sentence.row-is-gone"] = () => Say(Sentence.RowIsGone),
        ["sentence.waits-no-more"] = () => Say(Sentence.WaitsNoMore),
        ["sentence.card-is-here"] = () => Say(Sentence.CardIsHere),
        ["sentence.store-silent"] = () => Say(Sentence.StoreUnavailable),
        ["sentence.could-not-confirm"] = () => Say(Sentence.CouldNotConfirm),
        ["sentence.recorded-not-shown"] = () => Say(Sentence.RecordedNotShown),
    };

    private static CardMessage Linking(LinkReply reply, IReadOnlyList<LinkElsewhere>? elsewhere = null) =>
        LinkCard.Render(Asking(reply) with { Elsewhere = elsewhere ?? [] }, SampleApprovals.Alex);

    private static LinkAnswer Asking(LinkReply reply) => new(reply, "Contoso")
    {
        Question = new QuestionId("0123456789abcdef0123456789abcdef"),
        CodeAt = new Uri("https://go.tallyfy.com/acme/tasks/code"),
    };

    private static CardMessage Unlinked(LinkProblem problem) => Linking(new LinkReply.Problem(problem));

    private static CardMessage Told(OperatorNews news, string organization = "Contoso") =>
        OperatorCard.Render(new OperatorMessage(news, organization, "Tallyfy", Now.AddDays(14)), SampleApprovals.Alex);

    private static CardMessage Say(Sentence sentence, Chat? reader = null) =>
        CardAnswer.Sentence(sentence, reader ?? SampleReaders.Alex).Message;
}
