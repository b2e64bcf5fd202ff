namespace Tallyfy.Bot.SignIn;

/// <summary>Where a browser comes with the link of a card; what follows in the path is for one person.</summary>
internal static class SignInAddresses
{
    public const string StepUp = "/step-up";
    public const string Link = "/link";
}
