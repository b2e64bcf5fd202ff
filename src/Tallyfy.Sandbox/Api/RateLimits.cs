using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api;

/// <summary>The limits of docs/tallyfy-facts.md 2, by address and hour. The state's gate guards them.</summary>
internal sealed class RateLimits(IOptions<SandboxOptions> settings)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SandboxOptions options = settings.Value;
    private readonly Dictionary<string, RollingWindow> byCaller = [];
    private readonly RollingWindow organization = new(Hour);
    private readonly RollingWindow comments = new(Hour);
    private readonly RollingWindow invites = new(Hour);

    /// <summary>Answers, unless requests come too fast.</summary>
    public ApiAnswer Admit(ApiCall call, AccessToken? token, Func<ApiAnswer> answer)
    {
        if (options.RequestsPerHour is > 0 and var hourly)
        {
            if (organization.Count(call.Now) >= hourly)
                return TooFast(Seconds(organization.Wait(call.Now)));
            organization.Add(call.Now);
        }

        if (options.RequestsPerMinute == 0)
            return answer();

        var window = Window(Caller(call, token));
        if (window.Count(call.Now) >= options.RequestsPerMinute)
            return TooFast(options.BurstRetryAfterSeconds);

        window.Add(call.Now);
        return answer() with { Remaining = options.RequestsPerMinute - window.Count(call.Now) };
    }

    /// <summary>Answers, unless the organization has had its share of this hour; only what succeeds counts.</summary>
    public ApiAnswer Count(ApiCall call, Func<ApiAnswer> answer)
    {
        if (CapOf(call) is not { } cap)
            return answer();
        if (cap.Window.Count(call.Now) >= cap.Limit)
            return Exhausted(cap, call.Now);

        var given = answer();
        if (given.Status < StatusCodes.Status300MultipleChoices)
            cap.Window.Add(call.Now);
        return given;
    }

    private Cap? CapOf(ApiCall call)
    {
        if (!HttpMethods.IsPost(call.Request.Method))
            return null;

        var path = call.Request.Path.Value ?? "";
        var cap = path switch
        {
            _ when path.EndsWith("comment", StringComparison.Ordinal) =>
                new Cap("Comment", options.CommentsPerHour, comments),
            _ when path.EndsWith("/guests", StringComparison.Ordinal) =>
                new Cap("Guest Invite", options.GuestInvitesPerHour, invites),
            _ => null,
        };
        return cap is { Limit: > 0 } ? cap : null;
    }

    private RollingWindow Window(string caller)
    {
        if (byCaller.TryGetValue(caller, out var known))
            return known;
        return byCaller[caller] = new RollingWindow(Minute);
    }

    private static string Caller(ApiCall call, AccessToken? token) => token switch
    {
        { MemberId: { } id } => $"user {id}",
        { } => "application",
        null => $"address {call.Request.HttpContext.Connection.RemoteIpAddress}",
    };

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private ApiAnswer TooFast(int retryAfter)
    {
        var body = new MessageJson
        {
            Message = "You've reached the limit for API requests. Please try again later.",
            Code = options.BurstBody == "message-and-code" ? "RATE_LIMIT_EXCEEDED" : null,
        };
        var answer = options.BurstBody == "empty"
            ? new ApiAnswer(StatusCodes.Status429TooManyRequests, [])
            : ApiAnswer.Json(StatusCodes.Status429TooManyRequests, body, SandboxJson.Default.MessageJson);
        return answer with { RetryAfter = retryAfter, Remaining = 0 };
    }

    private static ApiAnswer Exhausted(Cap cap, DateTimeOffset now)
    {
        var message = $"You've reached the hourly limit for {cap.Name} ({cap.Limit} per hour per organization). "
            + "Please try again later.";
        return ApiAnswer.Json(
            StatusCodes.Status429TooManyRequests,
            new MessageJson { Message = message, Code = "RATE_LIMIT_EXCEEDED" },
            SandboxJson.Default.MessageJson) with
        {
            RetryAfter = Seconds(cap.Window.Wait(now)),
        };
    }

    private sealed record Cap(string Name, int Limit, RollingWindow Window);
}
