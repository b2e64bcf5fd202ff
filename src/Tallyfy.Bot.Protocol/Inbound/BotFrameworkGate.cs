using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>
/// The one door for activities. Its order matters: shape and size of the request, then who sends it,
/// and only then what it says.
/// </summary>
public sealed partial class BotFrameworkGate
{
    /// <summary>The authentication scheme that checks the channel's tokens.</summary>
    public const string Scheme = "Tallyfy.Bot:BotFramework";

    /// <summary>The largest body that is read: 256 KB.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    private readonly ChannelCaller _caller;
    private readonly ActivityRules _rules;
    private readonly ILogger<BotFrameworkGate> _logger;

    internal BotFrameworkGate(ChannelCaller caller, ActivityRules rules, ILogger<BotFrameworkGate> logger) =>
        (_caller, _rules, _logger) = (caller, rules, logger);

    public async Task<GateResult> AdmitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);

        var result = await DecideAsync(context, cancellationToken);

        if (result is GateResult.Refused(var status, var reason))
            LogRefused(status, reason, context.TraceIdentifier);

        return result;
    }

    private async Task<GateResult> DecideAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (RequestShape.Objection(context.Request) is { } misshapen)
            return misshapen;

        var caller = await _caller.IdentifyAsync(context, cancellationToken);

        if (caller.Objection is { } stranger)
            return stranger;

        try
        {
            var body = await RequestBody.ReadAsync(context.Request, MaxBodyBytes, cancellationToken);

            return body is null ? RequestBody.TooLarge : Judge(body.Value, caller);
        }
        catch (ActivityFormatException fault)
        {
            return new GateResult.Refused(StatusCodes.Status400BadRequest, fault.Message);
        }
        catch (BadHttpRequestException fault)
        {
            return new GateResult.Refused(fault.StatusCode, "The body could not be read.");
        }
        catch (Exception fault) when (fault is IOException || context.RequestAborted.IsCancellationRequested)
        {
            return new GateResult.Refused(StatusCodes.Status400BadRequest, "The body broke off.");
        }
    }

    private GateResult Judge(ReadOnlyMemory<byte> body, Caller caller)
    {
        var activity = ActivityReader.Read(body, out var read);

        return _rules.Objection(activity, caller) is { } objection
            ? new GateResult.Refused(StatusCodes.Status403Forbidden, objection)
            : new GateResult.Admitted(activity) { Body = read };
    }

    [LoggerMessage(LogLevel.Warning, "Refused request {RequestId} with {Status}: {Reason}")]
    private partial void LogRefused(int status, string reason, string requestId);
}
