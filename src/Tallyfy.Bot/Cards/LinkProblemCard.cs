using System.Diagnostics;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Says why a person could not be matched with a Tallyfy member, and what to do about it.</summary>
internal static class LinkProblemCard
{
    public static CardMessage Render(
        LinkProblem problem, string organizationName, CardViewer viewer, CardLead? lead = null)
    {
        var texts = new CardTexts(viewer.Culture);
        var heading = Heading(problem, texts);

        return CardFrame.Fit(viewer, limits => CardFrame.Message(
            LeadParts.Summary(heading, lead, texts),
            [
                .. LeadParts.Above(heading, lead, texts, limits),
                CardParts.Text(Say(problem, organizationName, texts, text => ForeignText.Markdown(text, limits.Line))),
                problem is LinkProblem.NotLinked or LinkProblem.Unlinked
                    ? WordActions.Render(texts, Wish.Link)
                    : null,
            ]));
    }

    /// <summary>The same without a card, to a tap on one that stays: it recorded nothing.</summary>
    public static string Words(LinkProblem problem, string organizationName, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        var means = Say(problem, organizationName, texts, text => ForeignText.Plain(text, CardLimits.Levels[0].Line));
        return $"{Heading(problem, texts)}. {means} {texts.NothingRecorded}";
    }

    private static string Heading(LinkProblem problem, CardTexts texts) => problem switch
    {
        LinkProblem.Guest => texts.GuestHeading,
        LinkProblem.NotLinked => texts.NotLinkedHeading,
        LinkProblem.Unlinked => texts.UnlinkedHeading,
        LinkProblem.TallyfyUnavailable => texts.TallyfyUnavailableHeading,
        LinkProblem.TeamsUnavailable => texts.TeamsUnavailableHeading,
        _ => texts.LinkProblemHeading,
    };

    private static string Say(
        LinkProblem problem, string organizationName, CardTexts texts, Func<string, string?> write)
    {
        var organization = write(organizationName) ?? texts.UnnamedOrganization;

        return problem switch
        {
            LinkProblem.NoMember(var address) => texts.NoMember(organization, Written(address)),
            LinkProblem.Ambiguous(var address) => texts.Ambiguous(organization, Written(address)),
            LinkProblem.Inactive(var address) => texts.Inactive(organization, Written(address)),
            LinkProblem.NoAddress => texts.NoAddress(organization),
            LinkProblem.ForeignAddress => texts.ForeignAddress(organization),
            LinkProblem.Guest => texts.Guest(organization),
            LinkProblem.NotLinked => texts.NotLinkedYet(organization),
            LinkProblem.Unlinked => texts.UnlinkedBefore(organization),
            LinkProblem.TallyfyUnavailable => texts.LinkTallyfyUnavailable(organization),
            LinkProblem.TeamsUnavailable => texts.LinkTeamsUnavailable(organization),
            _ => throw new UnreachableException(),
        };

        string Written(string address) => write(address) ?? texts.NoLabel;
    }
}
