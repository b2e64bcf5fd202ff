using System.Diagnostics;
using Tallyfy.Bot.Delivery;

namespace Tallyfy.Bot.Cards;

/// <summary>Says why a person could not be matched with a Tallyfy member, and what to do about it.</summary>
internal static class LinkProblemCard
{
    /// <summary><paramref name="tallyfy"/> is where the person can sign in to Tallyfy, when that helps.</summary>
    public static CardMessage Render(LinkProblem problem, string organizationName, Uri? tallyfy, CardReader reader)
    {
        var texts = new CardTexts(reader.Culture);
        var heading = problem switch
        {
            LinkProblem.Guest => texts.GuestHeading,
            LinkProblem.TallyfySilent => texts.TallyfySilentHeading,
            _ => texts.LinkProblemHeading,
        };

        return CardFrame.Fit(limits => CardFrame.Message(
            heading,
            [
                CardParts.Title(heading),
                CardParts.Text(Say(problem, organizationName, texts, limits)),
                CardParts.Actions(CardParts.OpenUrl(texts.OpenInTallyfy, tallyfy)),
            ]));
    }

    private static string Say(LinkProblem problem, string organizationName, CardTexts texts, CardLimits limits)
    {
        var organization = ForeignText.Markdown(organizationName, limits.Line) ?? texts.UnnamedOrganization;

        return problem switch
        {
            LinkProblem.NoMember(var address) => texts.NoMember(organization, Written(address)),
            LinkProblem.Ambiguous(var address) => texts.Ambiguous(organization, Written(address)),
            LinkProblem.Inactive(var address) => texts.Inactive(organization, Written(address)),
            LinkProblem.NoAddress => texts.NoAddress(organization),
            LinkProblem.Guest => texts.Guest(organization),
            LinkProblem.TallyfySilent => texts.LinkTallyfySilent(organization),
            _ => throw new UnreachableException(),
        };

        string Written(string address) => ForeignText.Markdown(address, limits.Line) ?? texts.NoLabel;
    }
}
