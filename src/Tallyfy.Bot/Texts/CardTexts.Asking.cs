namespace Tallyfy.Bot.Texts;

/// <summary>Sentences of the pages of a card that asks.</summary>
internal sealed partial class CardTexts
{
    public string AskToReject => Get();
    public string AskToUndo => Get();
    public string ApproveValue(string value) => Format([value]);
    public string More => Get();
    public string Back => Get();
    public string ReadOn(int page, int all) => Format([page, all]);
    public string NotRead => Get();
    public string NotReadMeans => Get();
    public string NotShowable => Get();
    public string Asks(string who) => Format([who]);
    public string AsksUnnamed => Get();
    public string AskedBy(string who) => Format([who]);
    public string AskedByUnnamed => Get();
    public string AskedAgain => Get();
    public string AskedAgainApproval(string who) => Format([who]);
    public string AskedAgainRejection(string who) => Format([who]);
    public string AskedAgainReopened => Get();
    public string PassedOn => Get();
    public string PassedOnMeans => Get();
    public string Again => Get();
    public string Changed => Get();
    public string ChangedLabel(string label) => Format([label]);
    public string ChangedTo => Get();
    public string ChangedAbove => Get();
    public string ChangedMore(int count) => Format([count]);
    public string Was(string value) => Format([value]);
    public string WhyReject(string who) => Format([who]);
    public string WhyRejectUnnamed => Get();
    public string CommentLabel => Get();
    public string CommentPlaceholder => Get();
    public string YourComment(string words) => Format([words]);
    public string Quoted(string words) => Format([words]);
    public string LabelAndAnswer(string label, string answer) => Format([label, answer]);
    public string MoreOfDescription(int letters) => Format([letters]);
    public string MoreAnswers(int count) => Format([count]);
    public string MoreOfTitle => Get();
    public string Fold(string what) => Format([what]);
    public string ShowLess => Get();
    public string LeftOut(string what) => Format([what]);
    public string DueToday => Get();
    public string DueTomorrow => Get();
    public string DueInDays(int days) => Format([days]);
    public string Overdue => Get();
    public string OverdueToday => Get();
    public string OverdueSinceYesterday => Get();
    public string OverdueDays(int days) => Format([days]);
}
