namespace Tallyfy.Bot.Work;

/// <summary>A row of a work queue that somebody holds under a lease.</summary>
internal abstract record WorkItem
{
    public string Id { get; init; } = "";

    /// <summary>How often it was tried, this time included.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Until when it is ours, in milliseconds of the store's clock; the store also knows by it that it is.
    /// </summary>
    public long LeaseUntil { get; init; }
}
