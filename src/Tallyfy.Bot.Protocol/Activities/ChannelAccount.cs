namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// A person or bot as the channel addresses it. <see cref="Id"/> differs per bot; every id is an opaque string.
/// </summary>
public sealed record ChannelAccount(string Id, string? Name = null, string? AadObjectId = null, string? Role = null);
