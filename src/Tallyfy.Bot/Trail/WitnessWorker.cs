using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Posts each head to the operator's own witness. It holds nothing up: a head that was lost is in the next one.
/// </summary>
internal sealed partial class WitnessWorker(
    WitnessQueue queue, IHttpClientFactory clients, IOptions<TrailOptions> options, ILogger<WitnessWorker> logger)
    : BackgroundService
{
    public const string Client = "trail-witness";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WitnessUrl is not { } address)
            return;

        try
        {
            await foreach (var head in queue.ReadAllAsync(stoppingToken))
                await PostAsync(address, head, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task PostAsync(Uri address, TrailHead head, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.PostAsJsonAsync(
                address, SignedHead.From(head), SignedHeadJson.Default.SignedHead, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotWitnessed(e.GetType().Name, head.Mark);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Trail:WitnessUrl did not take {Head}: {Why}; the next head says as much")]
    private partial void LogNotWitnessed(string why, TrailMark head);
}
