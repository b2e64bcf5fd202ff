namespace Tallyfy.Bot.Approvals;

/// <summary>A task that waits behind an approval, and whose it is.</summary>
internal sealed record WaitingTask(string Title, IReadOnlyList<string> Owners);
