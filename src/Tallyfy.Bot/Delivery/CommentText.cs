using System.Text.RegularExpressions;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// The reason of a decision as a comment in Tallyfy: whose it is, what they wrote, and how to find it again.
/// </summary>
internal static partial class CommentText
{
    public static string For(Decision decision)
    {
        var verdict = (decision.Undoes, decision.Verdict) switch
        {
            (null, Verdict.Approved) => "Approved",
            (null, _) => "Rejected",
            (_, Verdict.Approved) => "Approval taken back",
            _ => "Rejection taken back",
        };
        return $"{Neutral(ForeignText.Visible(decision.Actor.DisplayName))} via Teams: {verdict}. "
            + $"{Neutral(Lines(decision.Reason ?? ""))} [{decision.Receipt}]";
    }

    // Tallyfy reads "@[12]" as a mention, "@new@mail" as an invitation, and shows HTML: what somebody typed does none
    // of that, nor what it would become if it were taken for HTML.
    private static string Neutral(string text) => Entity().Replace(
        text.Replace('@', '＠').Replace('<', '‹').Replace('>', '›'), "＆");

    // What was typed in lines is read in lines.
    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(ForeignText.Visible));

    [GeneratedRegex("&(?=#|[A-Za-z][A-Za-z0-9]*;|lt|gt)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Entity();
}
