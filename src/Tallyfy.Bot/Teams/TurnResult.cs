using System.Globalization;
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

    /// <summary>Tells the platform. What was taken needs no words.</summary>
    public async Task WriteToAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        switch (this)
        {
            case Taken:
                response.StatusCode = StatusCodes.Status200OK;
                break;

            case Answered(var answer):
                await answer.WriteToAsync(response, cancellationToken);
                break;

            case TooMany(var wait):
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                break;

            case Failed:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
        }
    }
}
