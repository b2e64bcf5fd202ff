using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// Refuses to start in a host that lacks something, or has it twice, with one sentence that says what to do.
/// </summary>
internal sealed class HostCheck(IServiceProvider provider, IServiceCollection services) : IHostedService
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
        return Objection(Count<IBotFrameworkHttpAdapter>(), Count<IBot>()) is { } objection
            ? throw new InvalidOperationException(objection)
            : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // None is made for it: a bot may be dear, or need a turn. A container of another make has registrations of its own.
    private int Count<T>() => services.Count(one => one.ServiceType == typeof(T)) is > 0 and var count
        ? count
        : provider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(T)) ? 1 : 0;

    private string? Objection(int adapters, int bots) => (adapters, bots) switch
    {
        _ when endpoints is null => "The approvals have no address: call app.MapTallyfyApprovals() before app.Run().",
        (0, _) => "There is no adapter: register your CloudAdapter as IBotFrameworkHttpAdapter.",
        ( > 1, _) => "There are two adapters: register only one of them as IBotFrameworkHttpAdapter.",
        (_, > 1) => "There are two bots: register only one of them as IBot, and let it call the other.",
        _ when CountWhereTheyCall(endpoints) > 1 =>
            $"Two endpoints answer POST {pattern}: remove the controller that calls the adapter. The approvals hand on "
            + "to your bot what is not theirs.",
        _ => null,
    };

    private int CountWhereTheyCall(IEndpointRouteBuilder mapped) => mapped.DataSources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Count(IsWhereTheyCall);

    private bool IsWhereTheyCall(RouteEndpoint endpoint) =>
        string.Equals(endpoint.RoutePattern.RawText?.Trim('/'), pattern?.Trim('/'), StringComparison.OrdinalIgnoreCase)
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Post) is not false;
}
