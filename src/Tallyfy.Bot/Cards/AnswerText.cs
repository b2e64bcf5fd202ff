using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>An answer in words, as its reader writes dates; not escaped, and not cut.</summary>
internal static class AnswerText
{
    /// <summary>Null when there is none.</summary>
    public static string? Of(ApprovalField field, CardViewer viewer, CardTexts texts) => field switch
    {
        { Date: { } date } => CardDate.Answer(date, viewer),
        { IsPartlyUnsaid: true } => $"{field.Answer} {texts.AnswerInTallyfy}".Trim(),
        _ => field.Answer,
    };
}
