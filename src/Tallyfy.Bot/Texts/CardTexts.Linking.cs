namespace Tallyfy.Bot.Texts;

/// <summary>What is said on the way to being linked.</summary>
internal sealed partial class CardTexts
{
    public string LinkProposalHeading => Get();
    public string LinkProposal(string who, string organization) => Format([who, organization]);
    public string LinkYes => Get();
    public string LinkNo => Get();
    public string FormerQuestion => Get();
    public string LinkSignIn(string who, string organization, int minutes) => Format([who, organization, minutes]);
    public string SignInToTallyfy => Get();
    public string SignedInAsAnotherHeading => Get();
    public string SignedInAsAnother => Get();
    public string CodeIsThereHeading => Get();
    public string CodeIsThere(string organization, int minutes) => Format([organization, minutes]);
    public string CodeLabel => Get();
    public string CodePlaceholder => Get();
    public string SubmitCode => Get();
    public string StopLinking => Get();
    public string NoCodeHeading => Get();
    public string NoCode => Get();
    public string CodeNotSent => Get();
    public string TooManyCodesHeading => Get();
    public string TooManyCodes => Get();
    public string WrongCodeHeading => Get();
    public string WrongCode(int left) => Format([left]);
    public string LinkExpiredHeading => Get();
    public string LinkExpired => Get();
    public string LinkBarredHeading => Get();
    public string LinkBarred(string until) => Format([until]);
    public string LinkedHeading => Get();
    public string LinkedMeans(string who, string organization) => Format([who, organization]);
    public string AlreadyLinkedHeading => Get();
    public string AlreadyLinked(string who, string organization) => Format([who, organization]);
    public string WhoYouAreHeading => Get();
    public string WhoYouAre(string who, string organization) => Format([who, organization]);
    public string UnlinkedHeading => Get();
    public string UnlinkedCardMeans => Get();
    public string UnlinkedMeans(string who, string organization) => Format([who, organization]);
    public string AlsoLinked(string who, string organization) => Format([who, organization]);
    public string StillLinked(string who, string organization) => Format([who, organization]);
    public string LinkedNowhere => Get();
    public string NotLinkedNow => Get();
    public string NotLinkedElsewhere(string organization) => Format([organization]);
    public string LinkCancelledHeading => Get();
    public string LinkCancelled => Get();
    public string NothingToConfirmHeading => Get();
    public string NothingToConfirm => Get();
    public string AskAdministratorHeading => Get();
    public string AskAdministrator(string who, string organization) => Format([who, organization]);
    public string CodeTaskTitle => Get();
    public string CodeTaskSummary(string code, int minutes) => Format([code, minutes]);
    public string LinkCommand => Get();
}
