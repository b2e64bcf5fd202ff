using System.Text.RegularExpressions;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// Refuses to start in a host that lacks something, or has it twice, with one sentence that says what to do.
/// </summary>
internal sealed partial class HostCheck(IServiceProvider provider, IServiceCollection services) : IHostedService
{
    private string? pattern;
    private IEndpointRouteBuilder? endpoints;

    /// <summary>The chat platform calls there; what else is there is known when the host starts.</summary>
    /// <exception cref="InvalidOperationException">It was told before.</exception>
    public void Take(string mapped, IEndpointRouteBuilder at) => (pattern, endpoints) = pattern is null
        ? (mapped, at)
        : throw new InvalidOperationException(
            $"app.MapTallyfyApprovals() was called twice, for {pattern} and {mapped}: call it once.");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Objection(Count<IBotFrameworkHttpAdapter>(), Count<IBot>()) is { } objection)
            throw new InvalidOperationException(objection);

        var loggers = provider.GetRequiredService<ILoggerFactory>();

        if (loggers is not LoggerFactory)
            LogUnfiltered(loggers.CreateLogger<HostCheck>(), loggers.GetType().Name);

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // None is made for it: a bot may be dear, or need a turn. A container of another make has registrations of its own.
    private int Count<T>() => services.Count(
        one => one.ServiceType == typeof(T) && !one.IsKeyedService) is > 0 and var count
        ? count
        : provider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(T)) ? 1 : 0;

    private string? Objection(int adapters, int bots) => (adapters, bots) switch
    {
        _ when endpoints is null => "The approvals have no address: call app.MapTallyfyApprovals() before app.Run().",
        (0, _) => "There is no adapter: register your CloudAdapter as IBotFrameworkHttpAdapter.",
        ( > 1, _) => "There are two adapters: register only one of them as IBotFrameworkHttpAdapter.",
        (_, > 1) => "There are two bots: register only one of them as IBot, and let it call the other.",
        _ => FindTwice(endpoints) switch
        {
            null => null,
            var (method, twice) when IsSame(twice, pattern!) =>
                $"Two endpoints answer {method} {pattern}: remove the controller that calls the adapter. The approvals "
                + "hand on to your bot what is not theirs.",
            var (method, twice) =>
                $"Two endpoints answer {method} {twice}: the approvals need this address, so give yours another one.",
        },
    };

    private static (string Method, string Pattern)? FindTwice(IEndpointRouteBuilder mapped)
    {
        var all = mapped.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        var ours = all.Where(endpoint => endpoint.Metadata.GetMetadata<OwnAddress>() is not null).ToList();

        return (
            from own in ours
            from other in all.Except(ours)
            where IsSame(own.RoutePattern.RawText!, other.RoutePattern.RawText ?? "")
            from method in MethodsOf(own)
            where MethodsOf(other) is [] || MethodsOf(other).Contains(method, StringComparer.OrdinalIgnoreCase)
            select ((string, string)?)(method, $"/{own.RoutePattern.RawText!.Trim('/')}")).FirstOrDefault();
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    // Two patterns that differ in the names of their parameters match the same addresses.
    private static bool IsSame(string one, string other) =>
        string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string pattern) => Parameter().Replace(pattern.Trim('/'), "{}");

    [GeneratedRegex(@"\{[^}/]*\}")]
    private static partial Regex Parameter();

    [LoggerMessage(
        LogLevel.Warning,
        "{Factory} logs for this host and takes no filters of the approvals, some of whose paths are secrets: set "
        + "Microsoft.AspNetCore to Warning there, and log no whole paths. docs/botbuilder.md says more")]
    private static partial void LogUnfiltered(ILogger logger, string factory);
}
