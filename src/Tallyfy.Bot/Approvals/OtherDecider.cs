namespace Tallyfy.Bot.Approvals;

/// <summary>Somebody who may decide too, or a group of them.</summary>
internal sealed record OtherDecider(string Name, bool IsGroup = false);
