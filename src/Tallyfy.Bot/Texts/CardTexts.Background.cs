namespace Tallyfy.Bot.Texts;

/// <summary>What stands on a card about what stands behind an approval.</summary>
internal sealed partial class CardTexts
{
    public string BackgroundNamed => Get();
    public string BackgroundInGroups(string groups) => Format([groups]);
    public string BackgroundInGroup => Get();
    public string BackgroundAdministrator => Get();
    public string BackgroundOthers(string who) => Format([who]);
    public string BackgroundGroup(string name) => Format([name]);
    public string BackgroundVotes(string votes) => Format([votes]);
    public string BackgroundVoteApproved(string who) => Format([who]);
    public string BackgroundVoteRejected(string who) => Format([who]);
    public string BackgroundApproved(string title, string who) => Format([title, who]);
    public string BackgroundRejected(string title, string who) => Format([title, who]);
    public string BackgroundCompleted(string title, string who) => Format([title, who]);
    public string BackgroundWhen(string what, string when) => Format([what, when]);
    public string BackgroundReason(string words) => Format([words]);
    public string BackgroundMore(int count) => Format([count]);
    public string BackgroundWaits(string tasks) => Format([tasks]);
    public string BackgroundWaitMany(int count, string tasks) => Format([count, tasks]);
    public string BackgroundWhose(string title, string who) => Format([title, who]);
    public string BackgroundSomeUnread => Get();
    public string BackgroundNotReadable => Get();
    public string BackgroundNotReadNow => Get();
    public string BackgroundFiles => Get();
    public string BackgroundFile(string name, string about) => Format([name, about]);
    public string BackgroundFileUnnamed => Get();
    public string BackgroundBytes(long count) => Format([count]);
    public string BackgroundKilobytes(double count) => Format([count]);
    public string BackgroundMegabytes(double count) => Format([count]);
    public string BackgroundEmpty => Get();
}
