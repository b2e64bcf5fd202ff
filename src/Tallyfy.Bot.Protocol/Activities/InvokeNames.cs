namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>The names an invoke activity may carry.</summary>
public static class InvokeNames
{
    public const string AdaptiveCardAction = "adaptiveCard/action";
    public const string SignInTokenExchange = "signin/tokenExchange";
    public const string SignInVerifyState = "signin/verifyState";
}
