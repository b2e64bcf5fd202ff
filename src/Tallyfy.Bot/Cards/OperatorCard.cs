using System.Diagnostics;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Whoever runs the bot reads what it needs of them, and what that is for.</summary>
internal static class OperatorCard
{
    public static CardMessage Render(OperatorMessage message, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var (heading, means) = Say(
                message,
                ForeignText.Markdown(message.Organization, limits.Line) ?? texts.UnnamedOrganization,
                texts,
                viewer);
            return CardFrame.Message(heading, [CardParts.Title(heading), CardParts.Text(means)]);
        });
    }

    private static (string Heading, string Means) Say(
        OperatorMessage message, string organization, CardTexts texts, CardViewer viewer)
    {
        var token = $"{message.Settings}:AccessToken";

        return (message.News, message.EndsAt) switch
        {
            (OperatorNews.Refused, null) => (
                texts.NotLetInHeading,
                texts.ApplicationRefused(
                    organization,
                    $"{message.Settings}:ClientId",
                    $"{message.Settings}:ClientSecret",
                    $"{message.Settings}:ServiceUser")),
            (OperatorNews.Refused, _) => (texts.NotLetInHeading, texts.TokenRefused(organization, token)),
            (OperatorNews.LetInAgain, _) => (texts.LetInAgainHeading, texts.LetInAgain(organization)),
            (OperatorNews.EndsSoon, { } at) => (
                texts.TokenEndsSoonHeading, texts.TokenEnds(organization, CardDate.Moment(at, viewer), token)),
            (OperatorNews.EndsTomorrow, { } at) => (
                texts.TokenEndsTomorrowHeading, texts.TokenEnds(organization, CardDate.Moment(at, viewer), token)),
            _ => throw new UnreachableException(),
        };
    }
}

/// <param name="News">What happened.</param>
/// <param name="Organization">Its name in Tallyfy, or its id while that is not known.</param>
/// <param name="Settings">Where its settings begin.</param>
/// <param name="EndsAt">When its personal access token ends; null where it has none, but an application.</param>
internal sealed record OperatorMessage(OperatorNews News, string Organization, string Settings, DateTimeOffset? EndsAt);
