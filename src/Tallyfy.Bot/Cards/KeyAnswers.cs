using System.Globalization;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// The answers that stand large on a card, most telling first. The operator names them for a template; else an amount
/// comes before a date, and a date before another short answer.
/// </summary>
/// <param name="Fields">At most four, each with a short answer.</param>
internal sealed partial record KeyAnswers(IReadOnlyList<ApprovalField> Fields)
{
    public const int Most = 4;

    /// <summary>What is longer is no answer at a glance.</summary>
    public const int MostLetters = 40;

    private static readonly string[] ShortTypes =
        ["", "text", "email", "date", "radio", "dropdown", "multiselect", "assignees_form"];

    public bool Has(ApprovalField field) => Fields.Any(key => ReferenceEquals(key, field));

    /// <summary>The figure that decides; null where none of them is one.</summary>
    public ApprovalField? Figure => Fields is [var first, ..] && IsAmount(first) ? first : null;

    /// <param name="content">What was asked.</param>
    /// <param name="named">Labels in the order in which they are wanted; empty for the rule.</param>
    public static KeyAnswers Of(ApprovalContent content, IReadOnlyList<string> named)
    {
        if (named.Count > 0)
            return new KeyAnswers(
            [
                .. named.Select(label => content.Fields.FirstOrDefault(field =>
                        IsShort(field) && IsNamed(field, label)))
                    .OfType<ApprovalField>()
                    .Distinct()
                    .Take(Most),
            ]);

        return new KeyAnswers(
        [
            .. content.Fields.Where(IsShort)
                .Select((field, index) => (field, index))
                .OrderBy(one => RankOf(one.field))
                .ThenBy(one => one.index)
                .Select(one => one.field)
                .Take(Most),
        ]);
    }

    private static bool IsNamed(ApprovalField field, string label) =>
        string.Equals(field.Label.Trim(), label.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsShort(ApprovalField field) =>
        ShortTypes.Contains(field.Type)
        && !field.IsPartlyUnsaid
        && field.Label.Length is > 0 and <= MostLetters
        && (field.Date is not null
            || (field.Answer is { Length: > 0 and <= MostLetters } answer && !answer.Contains('\n') && IsShown(answer)))
        && IsShown(field.Label);

    // Marks without end on one letter are cut, and what is cut is no answer.
    private static bool IsShown(string text) => TextPieces.Of(text, MostLetters) is { IsWhole: true, Pieces: [_] };

    private static int RankOf(ApprovalField field) =>
        IsAmount(field) ? 0 : field.Date is not null ? 1 : 2;

    private static bool IsAmount(ApprovalField field) =>
        field is { Date: null, Answer: { } answer }
        && answer.Any(char.IsDigit)
        && (answer.Any(IsCurrency) || Code().IsMatch(answer) || Cents().IsMatch(answer));

    private static bool IsCurrency(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.CurrencySymbol;

    /// <summary>"EUR 1,250", "1.250 CHF".</summary>
    [GeneratedRegex(@"\b[A-Z]{3}\s?[-+]?\d|\d\s?[A-Z]{3}\b")]
    private static partial Regex Code();

    /// <summary>"1,250.00", "1.250,00 kr", "Rs 1250.00", and nothing more around it.</summary>
    [GeneratedRegex(@"^\s*(?:\p{L}{1,3}\.?\s?)?[-+]?\d{1,3}(?:[.,'\s]?\d{3})*[.,]\d{2}(?:\s?\p{L}{1,3}\.?)?\s*$")]
    private static partial Regex Cents();
}
