using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Teams;

/// <summary>What became of an activity, as the platform is told.</summary>
internal abstract record TurnResult
{
    private TurnResult()
    {
    }

    /// <summary>Taken: done, or nothing for us.</summary>
    public sealed record Taken : TurnResult;

    /// <summary>The answer to an invoke.</summary>
    public sealed record Answered(InvokeResponse Response) : TurnResult;

    /// <summary>One too many; whoever sent it may come again later.</summary>
    public sealed record TooMany(TimeSpan Wait) : TurnResult;

    public sealed record Failed : TurnResult;
}
