using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// All that a decision is about beside title and key answers, in pieces that depend on the content alone: whoever has
/// been shown the first so many of them has seen as much of it, in whatever language and size.
/// </summary>
/// <param name="Blocks">In the order in which they are read.</param>
/// <param name="IsWhole">False where something of it is nothing that a card can show.</param>
/// <param name="LeftOut">What the description has beside text, by the names of its HTML elements.</param>
internal sealed record ReadableContent(
    IReadOnlyList<ContentBlock> Blocks, bool IsWhole, IReadOnlyList<string> LeftOut)
{
    /// <summary>About so much of the description stands on the card before anything is opened.</summary>
    private const int Lead = 240;

    /// <summary>About so many letters has a piece, however they are encoded a small part of a card.</summary>
    private const int Most = 900;

    /// <summary>A longer answer, or label, gets a line of its own.</summary>
    private const int Short = 120;

    /// <summary>No piece is that large, but for a figure or word without end.</summary>
    private const int MostBytes = 9_000;

    /// <summary>How many pieces there are; one more than can be shown where one cannot.</summary>
    public int Count => Blocks.Count + (IsWhole ? 0 : 1);

    public static ReadableContent Of(
        ApprovalContent content,
        KeyAnswers keys,
        IReadOnlyList<ContentChange> changes,
        CardViewer viewer,
        CardTexts texts)
    {
        var description = DescriptionMarkdown.PiecesOf(content.DescriptionHtml, Lead, Most, texts);
        var title = TextPieces.Of(content.Title, Most);
        var isWhole = description.IsWhole && title.IsWhole && !content.IsRelevantUnread;
        var isChanged = changes.Any(change => change is ContentChange.Description);
        List<ContentBlock> blocks =
        [
            .. ApprovalParts.IsTitleCut(content.Title) ? title.Pieces.Select(Prose) : [],
            .. description.Markdown.Select((markdown, index) => new ContentBlock(CardParts.Text(markdown))
            {
                IsOpen = index == 0,
                IsChanged = isChanged,
                Letters = markdown.Length,
            }),
        ];

        foreach (var field in content.Fields.Where(field => !keys.Has(field)))
        {
            var answer = new AnswerBlocks(field, ChangeOf(field, changes), viewer, texts);
            blocks.AddRange(answer.Blocks);
            isWhole &= answer.IsWhole;
        }

        var shown = blocks.Where(block => block.Bytes <= MostBytes).ToList();
        return new ReadableContent(shown, isWhole && shown.Count == blocks.Count, description.LeftOut);
    }

    public static ContentChange.Field? ChangeOf(ApprovalField field, IReadOnlyList<ContentChange> changes) =>
        changes.OfType<ContentChange.Field>().FirstOrDefault(change => ReferenceEquals(change.Is, field));

    private static ContentBlock Prose(string line) => new(CardParts.Text(MarkdownEscape.Escape(line)));

    /// <summary>One field that is no key answer.</summary>
    private sealed class AnswerBlocks
    {
        private readonly CardTexts texts;
        private readonly List<ContentBlock> blocks = [];
        private readonly bool isChanged;
        private readonly bool isNeeded;

        public AnswerBlocks(ApprovalField field, ContentChange.Field? change, CardViewer viewer, CardTexts texts)
        {
            this.texts = texts;
            isChanged = change is not null;
            isNeeded = field.IsMissing;
            var label = TextPieces.Of(field.Label, Most);
            var answer = TextPieces.Of(AnswerText.Of(field, viewer, texts), Most);
            IsWhole = label.IsWhole && answer.IsWhole && !field.IsPartlyUnsaid;
            string[] labels = [.. label.Pieces.Where(piece => piece.Length > 0).Select(Markdown)];
            var name = string.Join(' ', labels);

            if (TableRows.Of(field) is { } rows)
                AddTable(name, rows);
            else if (name.Length <= Short && answer.Pieces is ([] or [{ Length: <= Short }]))
                Add(new JsonObject
                {
                    ["title"] = name.Length == 0 ? texts.NoLabel : name,
                    ["value"] = Value(answer.Pieces.SingleOrDefault(""), field, change, viewer),
                }, isFact: true);
            else
                AddLong(name, answer.Pieces, change);
        }

        public IReadOnlyList<ContentBlock> Blocks => blocks;

        public bool IsWhole { get; private set; }

        private string Value(string line, ApprovalField field, ContentChange.Field? change, CardViewer viewer)
        {
            var value = line.Length == 0
                ? field.IsMissing ? texts.NeededAnswer : texts.NoAnswer
                : Markdown(line);

            return change is null ? value : $"**{texts.ChangedTo}** {value} {Was(change, viewer)}";
        }

        private string Was(ContentChange.Field change, CardViewer viewer)
        {
            var was = change.Was is { } earlier ? AnswerText.Of(earlier, viewer, texts) : null;

            return was switch
            {
                null => texts.Was(change.Was is null ? texts.NoSuchField : texts.NoAnswer),
                { Length: <= Short } => texts.Was(Markdown(TextPieces.Of(was, Most).Pieces[0])),
                _ => "",
            };
        }

        private void AddLong(string name, IEnumerable<string> pieces, ContentChange.Field? change)
        {
            Add(Heading(change is null ? name : texts.ChangedLabel(name)));

            foreach (var piece in pieces.Where(piece => piece.Length > 0))
                Add(Beneath(Markdown(piece)));
        }

        // A block a row, on every client: what a row says is never parted from its headings.
        private void AddTable(string name, TableRows table)
        {
            Add(Heading(isChanged ? texts.ChangedLabel(name) : name));

            foreach (var row in table.Rows)
            {
                var cells = row.Select(cell => (
                    Title: TextPieces.Of(cell.Heading, Most), Value: TextPieces.Of(cell.Text, Most)));
                var facts = new JsonArray();

                foreach (var (title, value) in cells)
                {
                    IsWhole &= title.IsWhole && value.IsWhole;
                    facts.Add((JsonNode)new JsonObject
                    {
                        ["title"] = Markdown(string.Join(' ', title.Pieces)),
                        ["value"] = Markdown(string.Join(' ', value.Pieces)),
                    });
                }

                Add(CardParts.Separated(new JsonObject { ["type"] = "FactSet", ["facts"] = facts }));
            }
        }

        private static JsonObject Heading(string name)
        {
            var heading = CardParts.Quiet(name);
            heading["spacing"] = "Medium";
            return heading;
        }

        private static JsonObject Beneath(string markdown)
        {
            var text = CardParts.Text(markdown);
            text["spacing"] = "Small";
            return text;
        }

        private void Add(JsonObject element, bool isFact = false) => blocks.Add(new ContentBlock(element)
        {
            IsFact = isFact,
            IsChanged = isChanged,
            IsOpen = isNeeded,
            IsAnswer = blocks.Count == 0,
        });

        private static string Markdown(string line) => ForeignText.Isolate(MarkdownEscape.Escape(line));
    }
}
