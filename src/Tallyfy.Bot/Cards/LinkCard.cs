using System.Diagnostics;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>One turn of the conversation about who somebody is, and what they can write next.</summary>
internal static class LinkCard
{
    /// <param name="answer">What is said.</param>
    /// <param name="viewer">To whom.</param>
    /// <param name="lead">What is said above it.</param>
    public static CardMessage Render(LinkAnswer answer, CardViewer viewer, CardLead? lead = null)
    {
        if (answer.Reply is LinkReply.Problem(var problem))
            return LinkProblemCard.Render(problem, answer.OrganizationName, viewer, lead);

        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var (heading, means) = Say(answer, viewer, texts, limits);

            return CardFrame.Message(
                LeadParts.Summary(heading, lead, texts),
                [
                    answer.IsFormer ? CardParts.Banner("emphasis", texts.FormerQuestion) : null,
                    .. LeadParts.Above(heading, lead, texts, limits),
                    CardParts.Text(means),
                    .. answer.Elsewhere.Select(other => Elsewhere(answer.Reply, other, texts, limits))
                        .OfType<string>()
                        .Select(text => CardParts.Text(text)),
                    .. LinkActions.Render(answer, texts),
                ]);
        });
    }

    /// <summary>The same in words: what it is about, and what that means.</summary>
    public static (string Heading, string Means) Say(
        LinkAnswer answer, CardViewer viewer, CardTexts texts, CardLimits limits) => Say(
            answer.Reply,
            Organization(answer.OrganizationName, texts, limits),
            viewer,
            texts,
            account => Name(account, texts, limits));

    private static string? Elsewhere(LinkReply reply, LinkElsewhere other, CardTexts texts, CardLimits limits)
    {
        var organization = Organization(other.OrganizationName, texts, limits);

        return (reply, other.Account) switch
        {
            (LinkReply.IsLinked, { } account) => texts.AlsoLinked(Name(account, texts, limits), organization),
            (LinkReply.IsLinked, null) => texts.NotLinkedElsewhere(organization),
            (LinkReply.Unlinked, { } account) => texts.StillLinked(Name(account, texts, limits), organization),
            _ => null,
        };
    }

    private static string Organization(string name, CardTexts texts, CardLimits limits) =>
        ForeignText.Markdown(name, limits.Line) ?? texts.UnnamedOrganization;

    private static string Name(LinkedAccount account, CardTexts texts, CardLimits limits) =>
        $"{ForeignText.Markdown(account.DisplayName, limits.Line) ?? texts.NoLabel} "
        + $"({ForeignText.Markdown(account.Email, limits.Line) ?? texts.NoLabel})";

    private static (string Heading, string Means) Say(
        LinkReply reply,
        string organization,
        CardViewer viewer,
        CardTexts texts,
        Func<LinkedAccount, string> name) => reply switch
        {
            LinkReply.Proposal(var candidate) =>
                (texts.LinkProposalHeading, texts.LinkProposal(name(candidate), organization)),
            LinkReply.SignIn(var candidate, _) =>
                (
                    texts.LinkProposalHeading,
                    texts.LinkSignIn(name(candidate), organization, (int)LinkDialog.GoodFor.TotalMinutes)
                ),
            LinkReply.SignedInAsAnother => (texts.SignedInAsAnotherHeading, texts.SignedInAsAnother),
            LinkReply.CodeIsThere =>
                (texts.CodeIsThereHeading, texts.CodeIsThere(organization, (int)LinkDialog.GoodFor.TotalMinutes)),
            LinkReply.NoCode => (texts.NoCodeHeading, texts.NoCode),
            LinkReply.CodeNotSent => (texts.TallyfyUnavailableHeading, texts.CodeNotSent),
            LinkReply.TooManyCodes => (texts.TooManyCodesHeading, texts.TooManyCodes),
            LinkReply.WrongCode(var left) => (texts.WrongCodeHeading, texts.WrongCode(left)),
            LinkReply.Expired => (texts.LinkExpiredHeading, texts.LinkExpired),
            LinkReply.Barred(var until) => (
                texts.LinkBarredHeading, texts.LinkBarred(CardDate.Time(until.AddSeconds(59), viewer))),
            LinkReply.Linked(var account) => (texts.LinkedHeading, texts.LinkedMeans(name(account), organization)),
            LinkReply.AlreadyLinked(var account) =>
                (texts.AlreadyLinkedHeading, texts.AlreadyLinked(name(account), organization)),
            LinkReply.IsLinked(var account) => (texts.WhoYouAreHeading, texts.WhoYouAre(name(account), organization)),
            LinkReply.Unlinked(var account) =>
                (texts.UnlinkedHeading, texts.UnlinkedMeans(name(account), organization)),
            LinkReply.NotLinked => (texts.NotLinkedHeading, texts.LinkedNowhere),
            LinkReply.Cancelled => (texts.LinkCancelledHeading, texts.LinkCancelled),
            LinkReply.NothingToConfirm => (texts.NothingToConfirmHeading, texts.NothingToConfirm),
            LinkReply.AskAdministrator(var candidate) =>
                (texts.AskAdministratorHeading, texts.AskAdministrator(name(candidate), organization)),
            _ => throw new UnreachableException(),
        };
}
