namespace Tallyfy.Bot.Texts;

/// <summary>What stands on lists of much that waits, and what their rows are answered with.</summary>
internal sealed partial class CardTexts
{
    public string ListHeading(int count) => Format([count]);
    public string ListMeans(string button) => Format([button]);
    public string ListMore(int count) => Format([count]);
    public string ListDone => Get();
    public string ShowItsCard => Get();
    public string RowIsWithOthers => Get();
    public string RowIsDecided => Get();
    public string RowWaitsForOthers => Get();
    public string RowIsOnHold => Get();
    public string RowIsGone => Get();
    public string WaitsNoMore => Get();
    public string CardIsHere => Get();
}
