using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Why an approval cannot be decided now, in words and with what leads out of it.</summary>
internal sealed class BlockReasonParts(BlockReason blockReason, CardViewer viewer, CardTexts texts, CardLimits limits)
{
    public string Headline => blockReason.Kind switch
    {
        BlockReasonKind.Issue => texts.HeldByIssue,
        BlockReasonKind.ProcessIssue => texts.HeldByProcessIssue,
        BlockReasonKind.Hidden => texts.HiddenByRule,
        BlockReasonKind.NotStarted when blockReason.At is { } at => texts.StartsAt(CardDate.Moment(at, viewer)),
        _ => texts.OnHold,
    };

    public string Meaning => blockReason.Kind switch
    {
        BlockReasonKind.Issue => texts.HeldByIssueMeans,
        BlockReasonKind.ProcessIssue => texts.HeldByProcessIssueMeans,
        BlockReasonKind.Hidden => texts.HiddenByRuleMeans,
        BlockReasonKind.NotStarted => texts.StartsAtMeans,
        _ => texts.OnHoldMeans,
    };

    public IEnumerable<(string Title, string Value)> Facts =>
        blockReason.Kind is BlockReasonKind.Issue && ForeignText.Markdown(blockReason.By, limits.Line) is { } by
            ? [(texts.IssueBy, by)]
            : [];

    /// <summary>None in a shared conversation: an issue is what people wrote to each other.</summary>
    public JsonObject? Issue => viewer.Address is null
        || DescriptionMarkdown.From(blockReason.Words, limits.Description, texts).Markdown is not { } words
            ? null
            : CardParts.Separated(CardParts.Text(words));

    public string OpenTitle =>
        blockReason.Kind is BlockReasonKind.Issue or BlockReasonKind.ProcessIssue
            ? texts.ResolveInTallyfy
            : texts.OpenInTallyfy;
}
