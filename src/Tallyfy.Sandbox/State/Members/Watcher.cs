namespace Tallyfy.Sandbox.State.Members;

/// <summary>Somebody's wish to be told of everything by webhook (docs/tallyfy-facts.md 11.1).</summary>
internal sealed record Watcher(string Id, int MemberId, string Address, DateTimeOffset CreatedAt);
