namespace Tallyfy.Bot.Crash.Tests;

/// <summary>Every point between "an approval is announced" and "all its cards are sealed" at which the bot is killed.</summary>
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
}

internal static class CrashPoints
{
    public static IReadOnlyList<CrashPoint> All { get; } = Enum.GetValues<CrashPoint>();

    /// <summary>A second crash, before the first one is settled.</summary>
    public static bool IsDouble(this CrashPoint point) => point >= CrashPoint.RestartReadSent;

    public static bool IsAnnouncement(this CrashPoint point) => point <= CrashPoint.SecondAnnouncementUnread;

    /// <summary>A commit can be stopped only on PostgreSQL's line.</summary>
    public static bool NeedsServer(this CrashPoint point) =>
        point is CrashPoint.ClaimCommitUnsent or CrashPoint.ClaimCommitUnanswered
            or CrashPoint.OutcomeCommitUnsent or CrashPoint.OutcomeCommitUnanswered;

    /// <summary>The claim is not in the store: nothing may have been decided, and the cards must ask.</summary>
    public static bool IsBeforeClaim(this CrashPoint point) => point <= CrashPoint.ClaimCommitUnsent;
}
