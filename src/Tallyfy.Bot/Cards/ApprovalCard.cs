using System.Globalization;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// The card that asks. What a decision is about is on it, in sight or folded under a label; what does not fit stands on
/// further pages, and only behind the last of them it can be approved.
/// </summary>
internal sealed class ApprovalCard
{
    private const string Rest = "rest";
    private const string ShowRest = "rest-show";
    private const string HideRest = "rest-hide";

    /// <summary>Bytes of what folds the rest.</summary>
    private const int AroundTheRest = 2_000;

    // As long as every other.
    private static readonly RenderingId Any = new(new string('0', RenderingId.Length));

    private readonly Approval approval;
    private readonly AskingState state;
    private readonly CardViewer viewer;
    private readonly CardTexts texts;
    private readonly CardLimits limits = CardLimits.Levels[0];
    private readonly ApprovalParts parts;
    private readonly AskingParts asking;
    private readonly ReadableContent content;
    private readonly DateTimeOffset now;

    private ApprovalCard(Approval approval, AskingState state, CardViewer viewer, DateTimeOffset now)
    {
        (this.approval, this.state, this.viewer, this.now) = (approval, state, viewer, now);
        texts = new CardTexts(viewer.Culture);
        parts = new ApprovalParts(approval, viewer, texts, limits);
        content = ReadableContent.Of(approval.Content, parts.Keys, state.Changes, viewer, texts);
        asking = new AskingParts(approval, state, parts, viewer, texts, limits);
    }

    /// <param name="approval">What waits.</param>
    /// <param name="state">Which page of it, and what is said there.</param>
    /// <param name="viewer">Who reads it.</param>
    /// <param name="now">Against this deadlines are measured.</param>
    public static ApprovalPage Lay(Approval approval, AskingState state, CardViewer viewer, DateTimeOffset now) =>
        new ApprovalCard(approval, state, viewer, now).Lay();

    private int Seen => state.Seen is { } seen && seen.Of == content.Count ? Math.Max(seen.Shown, 0) : 0;

    private int Opened => Seen > 0 ? state.Seen!.Opened : 1;

    /// <summary>A shared conversation is searched and read by people the approval is not meant for.</summary>
    private bool IsShared => viewer.Address is null;

    // Each step that the platform asks for takes away a fifth.
    private int Room => CardFrame.MaxBytes - (viewer.Shorter * CardFrame.MaxBytes / 5);

    private ApprovalPage Lay()
    {
        var page = state.View switch
        {
            CardView.Reject => Beside((at, id, _) => at.RejectBody(id, ContentBlock.Elements(Changed()))),
            CardView.More => Beside((at, id, shown) => at.MoreBody(id, shown, now)),
            CardView.Read when Seen > 0 && Seen < content.Blocks.Count => Page(Seen),
            _ => Page(0),
        };

        return page with { ChangesAt = parts.DueWords(now)?.ChangesAt };
    }

    // What is shown beside what is asked adds nothing to what was seen of it.
    private ApprovalPage Beside(Func<AskingParts, RenderingId, ShownPage, IReadOnlyList<JsonObject?>> body)
    {
        var shown = new ShownPage(state.View, Opened, Seen, content.Count);
        return new ApprovalPage(
            shown,
            id => CardFrame.Fit(viewer, at => CardFrame.Message(
                asking.Summary(now),
                body(
                    new AskingParts(
                        approval, state, new ApprovalParts(approval, viewer, texts, at), viewer, texts, at),
                    id,
                    shown))));
    }

    private ApprovalPage Page(int from)
    {
        var to = IsShared ? from : Fill(from);
        var shown = new ShownPage(
            from == 0 ? CardView.Ask : CardView.Read,
            from == 0 ? Opened : Opened + 1,
            Math.Max(to, Seen),
            content.Count);

        return new ApprovalPage(shown, id => Draw(from, to, shown, id));
    }

    private CardMessage Draw(int from, int to, ShownPage shown, RenderingId id) =>
        Draw(from, to, shown, id, NextPage(shown));

    private CardMessage Draw(int from, int to, ShownPage shown, RenderingId id, (int Number, int All)? next) =>
        CardFrame.Message(
            asking.Summary(now),
            [
                .. from == 0 ? First(content.Blocks.Take(to)) : Next(from, to),
                .. asking.Bottom(id, shown, next, content.IsWhole),
            ],
            from == 0 ? DecisionActions.Refresh(id, viewer) : null);

    /// <summary>The piece behind the last of the page that begins with this one: at least one stands there.</summary>
    private int Fill(int from)
    {
        var empty = new ShownPage(CardView.Ask, 1, from, content.Count);
        var left = Room - AroundTheRest - CardFrame.Measure(Draw(from, from, empty, Any, (99, 99)));
        var to = from;

        while (to < content.Blocks.Count && (to == from || left >= content.Blocks[to].Bytes))
            left -= content.Blocks[to++].Bytes;

        return to;
    }

    /// <summary>The page that goes on from here, and how many there are; null where none does.</summary>
    private (int Number, int All)? NextPage(ShownPage shown)
    {
        if (IsShared || shown.Shown >= content.Blocks.Count)
            return null;

        List<int> begins = [0];

        while (Fill(begins[^1]) is var next && next < content.Blocks.Count)
            begins.Add(next);

        return (begins.Count(begin => begin <= shown.Shown), begins.Count);
    }

    private IEnumerable<JsonObject?> First(IEnumerable<ContentBlock> blocks)
    {
        ContentBlock[] all = [.. blocks];
        ContentBlock[] open = [.. all.Where(block => block.IsOpen || block.IsChanged)];
        ContentBlock[] folded = [.. all.Except(open)];

        return
        [
            .. asking.Top(now),
            .. ContentBlock.Elements(open),
            LeftOut(),
            .. Fold(folded),
            .. asking.Beside(),
        ];
    }

    private IEnumerable<JsonObject?> Next(int from, int to) =>
    [
        .. parts.Heading(),
        CardParts.Quiet(parts.AskedBy),
        .. ContentBlock.Elements(content.Blocks.Skip(from).Take(to - from)),
    ];

    /// <summary>What is new to its reader, as far as there is room beside the question.</summary>
    private IEnumerable<ContentBlock> Changed()
    {
        var left = IsShared ? 0 : Room / 2;
        return content.Blocks.Where(block => block.IsChanged).TakeWhile(block => (left -= block.Bytes) > 0);
    }

    private JsonObject? LeftOut() => content.LeftOut.Count == 0 || IsShared
        ? null
        : CardParts.Quiet(texts.LeftOut(string.Join(", ", content.LeftOut
            .GroupBy(name => name, StringComparer.Ordinal)
            .Take(limits.Entries)
            .Select(same => $"{same.Count().ToString(CultureInfo.InvariantCulture)} × {same.Key}"))));

    private IEnumerable<JsonObject?> Fold(IReadOnlyList<ContentBlock> folded)
    {
        if (folded.Count == 0 || IsShared)
            return [];

        var (answers, letters) = (folded.Count(block => block.IsAnswer), folded.Sum(block => block.Letters));
        var what = string.Join(
            ", ",
            ((string?[])[
                letters > 0 ? texts.MoreOfDescription(letters) : null,
                answers > 0 ? texts.MoreAnswers(answers) : null,
                letters + answers == 0 ? texts.MoreOfTitle : null,
            ]).OfType<string>());

        return
        [
            CardParts.Toggle(ShowRest, $"▸ {texts.Fold(what)}", isVisible: true, Rest, ShowRest, HideRest),
            CardParts.Toggle(HideRest, $"▾ {texts.ShowLess}", isVisible: false, Rest, ShowRest, HideRest),
            new JsonObject
            {
                ["type"] = "Container",
                ["id"] = Rest,
                ["isVisible"] = false,
                ["items"] = new JsonArray([.. ContentBlock.Elements(folded)]),
            },
        ];
    }
}
