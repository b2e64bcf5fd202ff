using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>What is going on when the bot is killed.</summary>
public enum Matter
{
    /// <summary>Alex or Megan decides; Alex does.</summary>
    Ordinary,

    /// <summary>Three people must complete; Alex is the first.</summary>
    Everyone,

    /// <summary>Alex takes his approval back.</summary>
    Undo,
}

/// <summary>
/// Every point between "an approval is announced" and "all its cards are sealed" at which the bot is killed.
/// </summary>
public enum CrashPoint
{
    AnnouncementSent,
    AnnouncementUnread,
    SecondAnnouncementSent,
    SecondAnnouncementUnread,
    InvokeArriving,
    TaskReadSent,
    TaskReadUnread,
    RunReadSent,
    RunReadUnread,
    ClaimCommitUnsent,
    ClaimCommitUnanswered,
    ClaimStored,
    CompletionSent,
    CompletionUnread,
    VerificationSent,
    VerificationUnread,
    OutcomeCommitUnsent,
    OutcomeCommitUnanswered,
    OutcomeStored,
    FirstUpdateSent,
    FirstUpdateUnread,
    SecondUpdateSent,
    SecondUpdateUnread,
    RestartReadSent,
    RestartReadUnread,
    SettlingCompletionSent,
    SettlingCompletionUnread,
    EvidenceSent,
    EvidenceUnread,
}

internal static class CrashPoints
{
    public static IEnumerable<CrashPoint> Of(Matter matter, Engine engine) => Enum.GetValues<CrashPoint>()
        .Where(point => engine is Engine.Postgres || !point.NeedsServer())
        .Where(point => matter switch
        {
            Matter.Ordinary => !point.IsEvidence(),
            Matter.Everyone => !point.IsSentAgain(), // a vote is never sent twice; evidence is looked for instead
            _ => !point.IsEvidence() && !point.IsReadOfRun() && point is not CrashPoint.InvokeArriving,
        });

    /// <summary>A second crash, before the first one is settled.</summary>
    public static bool IsDouble(this CrashPoint point) => point >= CrashPoint.RestartReadSent;

    public static bool IsAnnouncement(this CrashPoint point) => point <= CrashPoint.SecondAnnouncementUnread;

    /// <summary>A commit can be stopped only on PostgreSQL's line.</summary>
    public static bool NeedsServer(this CrashPoint point) =>
        point is CrashPoint.ClaimCommitUnsent or CrashPoint.ClaimCommitUnanswered
            or CrashPoint.OutcomeCommitUnsent or CrashPoint.OutcomeCommitUnanswered;

    /// <summary>
    /// The claim is not in the store: nothing may have been decided or taken back, and the cards must ask, or offer
    /// it.
    /// </summary>
    public static bool IsBeforeClaim(this CrashPoint point, Matter matter) =>
        point <= CrashPoint.ClaimCommitUnsent && !(matter is Matter.Undo && point.IsAnnouncement());

    /// <summary>
    /// The claim is stored, and Tallyfy has not been told; where the log shows the point, it may have been since.
    /// </summary>
    public static bool IsBeforeEffect(this CrashPoint point) =>
        point is CrashPoint.ClaimCommitUnanswered or CrashPoint.CompletionSent || point.IsDouble();

    /// <summary>
    /// Tallyfy has the vote and its answer is not in the store; the feed, as the sandbox has it, does not show a vote.
    /// </summary>
    public static bool LosesVote(this CrashPoint point) =>
        point is CrashPoint.CompletionUnread or CrashPoint.OutcomeCommitUnsent;

    /// <summary>
    /// The same, where the point itself races with it: a log line, and reads that the sweep makes too.
    /// </summary>
    public static bool MayLoseVote(this CrashPoint point) =>
        point is CrashPoint.ClaimStored or CrashPoint.VerificationSent or CrashPoint.VerificationUnread;

    private static bool IsSentAgain(this CrashPoint point) =>
        point is CrashPoint.SettlingCompletionSent or CrashPoint.SettlingCompletionUnread;

    // Taking back reads no run before its claim.
    private static bool IsReadOfRun(this CrashPoint point) =>
        point is CrashPoint.RunReadSent or CrashPoint.RunReadUnread;

    private static bool IsEvidence(this CrashPoint point) =>
        point is CrashPoint.EvidenceSent or CrashPoint.EvidenceUnread;
}
