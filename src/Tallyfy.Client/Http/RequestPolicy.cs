using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Tallyfy.Client.Http;

/// <summary>How patiently a request is made: reads in a few tries, everything else in one.</summary>
internal static class RequestPolicy
{
    /// <summary>
    /// Held while a pipeline is put together. Polly validates its options with attributes that all threads share, and a
    /// <c>RangeAttribute</c> fails where two threads are the first to use it. The client whose pipeline it was would
    /// then fail until the program ends.
    /// </summary>
    public static readonly Lock OneAtATime = new();

    public static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        lock (OneAtATime)
            Build(pipeline, context);
    }

    private static void Build(
        ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        var options = context.ServiceProvider.GetRequiredService<IOptions<TallyfyClientOptions>>().Value;
        var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.TimeProvider = time;
        if (options.ReadRetries > 0)
            pipeline.AddRetry(Retries(options, time));
        pipeline.AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = attempt => new(TimeoutOf(attempt.Context, options)),
        });
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retries(
        TallyfyClientOptions options, TimeProvider time) => new()
        {
            MaxRetryAttempts = options.ReadRetries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = attempt => new(
                IsRead(attempt.Context)
                && IsPassing(attempt.Outcome)
                && !(AskedToWait(attempt.Outcome, time) > options.MaxRetryAfter)),
            DelayGenerator = attempt => new(AskedToWait(attempt.Outcome, time)),
        };

    private static TimeSpan TimeoutOf(ResilienceContext context, TallyfyClientOptions options) =>
        context.GetRequestMessage() is { IsTransfer: true } ? options.TransferTimeout
        : IsRead(context) ? options.ReadTimeout
        : options.WriteTimeout;

    private static bool IsRead(ResilienceContext context) =>
        context.GetRequestMessage() is { } request
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head);

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: var status } => status
            is HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout,
        _ => false,
    };

    private static TimeSpan? AskedToWait(Outcome<HttpResponseMessage> outcome, TimeProvider time) =>
        outcome.Result?.AskedToWait(time);
}
