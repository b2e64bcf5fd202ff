using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Why an approval cannot be decided now, in words and with what leads out of it.</summary>
internal sealed class ObstacleParts(Obstacle obstacle, CardReader reader, CardTexts texts, CardLimits limits)
{
    public string Headline => obstacle.Kind switch
    {
        ObstacleKind.Issue => texts.HeldByIssue,
        ObstacleKind.ProcessIssue => texts.HeldByProcessIssue,
        ObstacleKind.Hidden => texts.HiddenByRule,
        ObstacleKind.NotStarted when obstacle.At is { } at => texts.StartsAt(CardDate.Moment(at, reader)),
        _ => texts.OnHold,
    };

    public string Meaning => obstacle.Kind switch
    {
        ObstacleKind.Issue => texts.HeldByIssueMeans,
        ObstacleKind.ProcessIssue => texts.HeldByProcessIssueMeans,
        ObstacleKind.Hidden => texts.HiddenByRuleMeans,
        ObstacleKind.NotStarted => texts.StartsAtMeans,
        _ => texts.OnHoldMeans,
    };

    public IEnumerable<(string Title, string Value)> Facts =>
        obstacle.Kind is ObstacleKind.Issue && ForeignText.Markdown(obstacle.By, limits.Line) is { } by
            ? [(texts.IssueBy, by)]
            : [];

    /// <summary>None in a shared conversation: an issue is what people wrote to each other.</summary>
    public JsonObject? Issue => reader.Address is null
        || DescriptionMarkdown.From(obstacle.Words, limits.Description, texts).Markdown is not { } words
            ? null
            : CardParts.Separated(CardParts.Text(words));

    public string OpenTitle =>
        obstacle.Kind is ObstacleKind.Issue or ObstacleKind.ProcessIssue ? texts.ResolveInTallyfy : texts.OpenInTallyfy;
}
