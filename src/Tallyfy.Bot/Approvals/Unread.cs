namespace Tallyfy.Bot.Approvals;

/// <summary>What of an organization's open tasks the bot does not know, and says so.</summary>
internal abstract record Unread
{
    private Unread()
    {
    }

    /// <summary>They were never listed.</summary>
    public sealed record NothingYet : Unread;

    /// <summary>They were listed last then.</summary>
    /// <param name="At">What came after it may be missing.</param>
    public sealed record Since(DateTimeOffset At) : Unread;

    /// <summary>They were listed, and some of them cannot be read.</summary>
    /// <param name="At">When the oldest of these was to be read.</param>
    public sealed record SomeSince(DateTimeOffset At) : Unread;
}
