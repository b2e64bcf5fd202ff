using System.Globalization;
using System.Text;
using System.Text.Json;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What a card sent back, whichever way it came: Action.Execute names its verb beside the data, Action.Submit inside
/// it.
/// </summary>
internal abstract record CardAction
{
    public const string ApproveVerb = "approve";
    public const string RejectVerb = "reject";
    public const string UndoVerb = "undo";
    public const string RefreshVerb = "refresh";
    public const string YesVerb = "link-yes";
    public const string NoVerb = "link-no";
    public const string CodeVerb = "link-code";
    public const string PendingVerb = "approvals-pending";
    public const string WhoAmIVerb = "approvals-whoami";
    public const string LinkVerb = "approvals-link";
    public const string HelpVerb = "approvals-help";
    public const string BringVerb = "bring";
    public const string MoreVerb = "more";
    public const string BackVerb = "back";
    public const string ReadVerb = "read";

    public const string VerbField = "verb";
    public const string RenderingField = "rendering";
    public const string ReasonField = "reason";
    public const string CommentField = "comment";
    public const string ConfirmField = "confirm";
    public const string QuestionField = "question";
    public const string CodeField = "code";

    /// <summary>Longer than the word for a verdict in any language.</summary>
    public const int MaxConfirmLength = 40;

    /// <summary>The longest reason that is decided with; the field itself admits no more.</summary>
    public const int MaxReasonLength = 1_000;

    /// <summary>
    /// A client that ignores the field's limit gets its words back to shorten. More of them no card can carry: then it
    /// keeps its own, with all that was typed.
    /// </summary>
    public const int MaxReturnedReasonLength = 3_000;

    /// <summary>Longer than a code can be typed; more is not brought back, and its card stays.</summary>
    public const int MaxCodeLength = 40;

    private static readonly IReadOnlyDictionary<string, string?> NothingTyped = new Dictionary<string, string?>();

    private CardAction()
    {
    }

    /// <summary>By a card about an approval.</summary>
    public abstract record OnApproval(RenderingId Rendering) : CardAction
    {
        /// <summary>
        /// What its inputs sent, by their names. What is absent was not sent: a client may show what stood there before
        /// and not send it.
        /// </summary>
        public IReadOnlyDictionary<string, string?> Typed { get; init; } = NothingTyped;

        /// <summary>The same as it is kept and comes back: what confirms is typed anew.</summary>
        public IReadOnlyDictionary<string, string?> Kept =>
            Typed.Where(one => one.Key is not ConfirmField).ToDictionary();
    }

    /// <summary>What a person wants done, with what they typed.</summary>
    public abstract record Act(RenderingId Rendering, string? Reason) : OnApproval(Rendering)
    {
        /// <summary>What was typed to confirm it, where the card asked for that.</summary>
        public string? Confirmation { get; init; }

        /// <summary>
        /// The person signed in anew for it. Said by the sign-in alone: nothing a card sends can say it.
        /// </summary>
        public bool IsSignedIn { get; init; }

        /// <summary>With such a reason nothing is done: the card asks again and keeps the words.</summary>
        public bool IsReasonTooLong => Reason is { Length: > MaxReasonLength };

        /// <summary>By how many characters at its end, as people count them: an emoji is one.</summary>
        public int ReasonExcess => IsReasonTooLong
            ? StringInfo.ParseCombiningCharacters(Reason!)
                .Append(Reason!.Length)
                .Skip(1)
                .Count(end => end > MaxReasonLength)
            : 0;

        /// <summary>Under which name the reason was typed, or is.</summary>
        public string ReasonInput => this is Decide { Verdict: Verdict.Approved } ? CommentField : ReasonField;

        public bool IsReasonReturnable => Reason is not { Length: > MaxReturnedReasonLength };
    }

    public sealed record Decide(RenderingId Rendering, Verdict Verdict, string? Reason) : Act(Rendering, Reason);

    /// <summary>Takes one's own decision back.</summary>
    public sealed record Undo(RenderingId Rendering, string? Reason) : Act(Rendering, Reason);

    public sealed record Refresh(RenderingId Rendering) : OnApproval(Rendering);

    /// <summary>Shows another page of the card.</summary>
    public sealed record Look(RenderingId Rendering, CardView View) : OnApproval(Rendering);

    /// <summary>Answers a question about who somebody is.</summary>
    public sealed record Answer(LinkTap Tap) : CardAction;

    /// <summary>Stands for a word that people can write, and does what the word does.</summary>
    public sealed record Say(string Word) : CardAction;

    /// <summary>Brings the card of an approval that a list names.</summary>
    public sealed record Bring(RenderingId Rendering) : OnApproval(Rendering);

    /// <summary>Null for whatever no card of ours can have sent.</summary>
    public static CardAction? Parse(string? verb, JsonElement data)
    {
        if (ReadFields(data) is not { } fields)
            return null;

        if (verb is not null && fields.Verb is not null && verb != fields.Verb)
            return null;

        return Read(verb ?? fields.Verb, fields) is { } action
            ? action is OnApproval about && fields.Typed.Count > 0
                ? about with { Typed = fields.TypedFor(about) }
                : action
            : null;
    }

    private static CardAction? Read(string? verb, Fields fields) => (verb, fields.Rendering, fields.Question) switch
    {
        (ApproveVerb, { } rendering, _) =>
            new Decide(rendering, Verdict.Approved, fields.Comment) { Confirmation = fields.Confirmation },
        (RejectVerb, { } rendering, _) =>
            new Decide(rendering, Verdict.Rejected, fields.Reason) { Confirmation = fields.Confirmation },
        (UndoVerb, { } rendering, _) =>
            new Undo(rendering, fields.Reason) { Confirmation = fields.Confirmation },
        (RefreshVerb, { } rendering, _) => new Refresh(rendering),
        (MoreVerb, { } rendering, _) => new Look(rendering, CardView.More),
        (BackVerb, { } rendering, _) => new Look(rendering, CardView.Ask),
        (ReadVerb, { } rendering, _) => new Look(rendering, CardView.Read),
        (BringVerb, { } rendering, _) => new Bring(rendering),
        (YesVerb, _, { } question) => new Answer(new LinkTap(question, LinkWord.Yes, null)),
        (NoVerb, _, { } question) => new Answer(new LinkTap(question, LinkWord.No, null)),
        (CodeVerb, _, { } question) => new Answer(new LinkTap(question, LinkWord.Code, fields.Code)),
        (PendingVerb, _, _) => new Say(Vocabulary.Pending),
        (WhoAmIVerb, _, _) => new Say(Vocabulary.WhoAmI),
        (LinkVerb, _, _) => new Say(Vocabulary.Link),
        (HelpVerb, _, _) => new Say(Vocabulary.Help),
        _ => null,
    };

    private static Fields? ReadFields(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
            return null;

        try
        {
            var rendering = ReadText(data, RenderingField);
            var question = ReadText(data, QuestionField);
            var typed = ReadInputs(data);
            return new Fields(
                ReadText(data, VerbField),
                IsRenderingId(rendering) ? new RenderingId(rendering!) : null,
                typed,
                IsQuestionId(question) ? new QuestionId(question!) : null);
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is legal JSON and not a string: reading it finds out.
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A field that is there twice, or is no string, makes the whole data not ours.</summary>
    private static string? ReadText(JsonElement data, string name)
    {
        JsonElement? found = null;

        foreach (var property in data.EnumerateObject().Where(property => property.NameEquals(name)))
        {
            if (found is not null)
                throw new FormatException($"{name} is there twice");

            found = property.Value;
        }

        return found switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw new FormatException($"{name} is not text"),
        };
    }

    /// <summary>Of an input whose id was renewed the newest counts: what was there before is not typed.</summary>
    private static Dictionary<string, string?> ReadInputs(JsonElement data)
    {
        var newest = new Dictionary<string, (long Revision, string? Text)>(StringComparer.Ordinal);

        foreach (var id in data.EnumerateObject().Select(property => property.Name).Distinct(StringComparer.Ordinal))
        {
            var (input, revision) = InputNames.Read(id);

            if (!IsInput(input) || newest.TryGetValue(input, out var known) && known.Revision > revision)
                continue;

            var text = ReadText(data, id);
            newest[input] = (revision, input is ConfirmField ? text : CleanReason(text));
        }

        return newest.ToDictionary(one => one.Key, one => one.Value.Text);
    }

    private static bool IsInput(string name) => name is ReasonField or CommentField or ConfirmField or CodeField;

    // What is longer, or holds what nobody sees, confirms nothing, and would be kept while somebody signs in.
    private static string? ShortWord(string? typed) =>
        typed?.Trim() is { Length: <= MaxConfirmLength } word && !word.EnumerateRunes().Any(ForeignText.IsHidden)
            ? word
            : null;

    private static bool IsRenderingId(string? text) =>
        text?.Length == RenderingId.Length
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static bool IsQuestionId(string? text) =>
        text?.Length == QuestionId.Length && text.All(char.IsAsciiHexDigitLower);

    private static string? CleanReason(string? typed)
    {
        if (typed is null)
            return null;

        var kept = new StringBuilder(typed.Length);

        foreach (var rune in typed.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n' || !ForeignText.IsHidden(rune))
                kept.Append(rune);
        }

        var reason = kept.ToString().Trim();
        return reason.EnumerateRunes().Any(IsSeen) ? reason : null;
    }

    // Joiners and marks need something to stand on.
    private static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    private sealed record Fields(
        string? Verb, RenderingId? Rendering, Dictionary<string, string?> Typed, QuestionId? Question)
    {
        public string? Reason => Typed.GetValueOrDefault(ReasonField);

        /// <summary>A card of an older kind asked for one text, whatever was decided.</summary>
        public string? Comment => Typed.GetValueOrDefault(CommentField) ?? Reason;

        // What a card of an older kind took under one name is the comment where it approves.
        public IReadOnlyDictionary<string, string?> TypedFor(OnApproval action) =>
            action is Decide { Verdict: Verdict.Approved }
                && Typed.ContainsKey(ReasonField)
                && !Typed.ContainsKey(CommentField)
                ? Typed.ToDictionary(one => one.Key is ReasonField ? CommentField : one.Key, one => one.Value)
                : Typed;

        public string? Confirmation => ShortWord(Typed.GetValueOrDefault(ConfirmField));

        public string? Code => Typed.GetValueOrDefault(CodeField);
    }
}
