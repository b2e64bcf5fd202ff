namespace Tallyfy.Bot.Texts;

/// <summary>What the pages of a sign-in say, outside Teams.</summary>
internal sealed partial class CardTexts
{
    public string PageOver => Get();
    public string PageOverMeans => Get();
    public string PageNotSignedIn => Get();
    public string PageNotSignedInMeans => Get();
    public string PageSomebodyElse => Get();
    public string PageSomebodyElseMeans => Get();
    public string PageNotFresh => Get();
    public string PageNotFreshMeans => Get();
    public string PageLinkNotYours => Get();
    public string PageLinkNotYoursMeans => Get();
    public string PageLinkNotFreshMeans => Get();
    public string PageLinkQuestion => Get();
    public string PageLinkQuestionMeans(string person, string member) => Format([person, member]);
    public string PageLinkGoOn => Get();
    public string PageTakenBack => Get();
    public string PageTakenBackMeans => Get();
    public string PageApproved => Get();
    public string PageRejected => Get();
    public string PageDecidedMeans => Get();
    public string PageBeingSent => Get();
    public string PageBeingSentMeans => Get();
    public string PageUnavailable => Get();
    public string PageUnavailableMeans => Get();
    public string PageNotDecided => Get();
    public string PageNotDecidedMeans => Get();
    public string PageLinked => Get();
    public string PageLinkedMeans => Get();
    public string PageLinkedToNobodyMeans => Get();
}
