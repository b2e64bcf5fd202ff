using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Delivery;

/// <summary>The reason of a decision as a comment in Tallyfy: whose it is, what they wrote, and how to find it again.</summary>
internal static class CommentText
{
    public static string Of(Decision decision)
    {
        var verdict = (decision.Undoes, decision.Verdict) switch
        {
            (null, Verdict.Approved) => "Approved",
            (null, _) => "Rejected",
            (_, Verdict.Approved) => "Approval taken back",
            _ => "Rejection taken back",
        };
        return $"{Neutral(decision.Actor.DisplayName)} via Teams: {verdict}. {Neutral(decision.Reason)} [{decision.Receipt}]";
    }

    // Tallyfy reads "@[12]" as a mention, "@new@mail" as an invitation, and shows HTML: what somebody typed does none of that.
    private static string Neutral(string? text) =>
        (text ?? "").Replace('@', '＠').Replace('<', '‹').Replace('>', '›').ReplaceLineEndings(" ");
}
