using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Empties the outbox, tenant by tenant as far as they are ours: several cards are on their way at once, one a
/// conversation.
/// </summary>
internal sealed partial class OutboxWorker : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Not by the card: one that took longer than its lease is taken again, and both deliveries have to end.
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<TaskCompletionSource, OutboxItem>> underWay =
        new();

    private readonly Outbox outbox;
    private readonly OutboxSignal signal;
    private readonly FollowLinks links;
    private readonly TenantLeaseStore leases;
    private readonly DeliverCard deliver;
    private readonly ILogger<OutboxWorker> logger;
    private readonly int most;

    public OutboxWorker(
        Outbox outbox,
        OutboxSignal signal,
        FollowLinks links,
        TenantLeaseStore leases,
        DeliverCard deliver,
        IOptions<DeliveryOptions> options,
        BotMetrics metrics,
        ILogger<OutboxWorker> logger)
    {
        (this.outbox, this.signal, this.links, this.leases) = (outbox, signal, links, leases);
        (this.deliver, this.logger) = (deliver, logger);
        most = options.Value.MostInFlight;
        metrics.ObserveDeliveries(() => underWay.Values.Sum(tenant => tenant.Count));
    }

    // Asking the store for every single card would cost more than sending it.
    private int Batch => Math.Max(1, most / 4);

    /// <summary>Ends when everything is finished that is under way now.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(underWay.Values.SelectMany(tenant => tenant.Keys).Select(delivery => delivery.Task))
            .WaitAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }

        // A post that is broken off may be there: what has begun is finished, and only then may another process go on.
        await FinishAsync(CancellationToken.None);
        await ReleaseAsync(CancellationToken.None);
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await leases.ReleaseAsync(cancellationToken);
        }
        catch (Exception e)
        {
            LogKept(e);
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TakeAsync(stoppingToken);
            await links.ExecuteAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogStopped(e);
        }

        await signal.WaitAsync(Pause, stoppingToken);
    }

    private async Task TakeAsync(CancellationToken stoppingToken)
    {
        foreach (var tenant in await leases.HoldAsync(stoppingToken))
        {
            var running = underWay.GetOrAdd(tenant, _ => new ConcurrentDictionary<TaskCompletionSource, OutboxItem>());

            if (most - running.Count is var free && free < Batch)
                continue;

            string[] begun = [.. running.Values.Select(item => item.Id)];
            var items = await outbox.LeaseAsync(tenant, free, begun, stoppingToken);
            var deliveries = items.ToDictionary(_ => new TaskCompletionSource());

            foreach (var (delivery, item) in deliveries)
                running[delivery] = item;

            foreach (var (delivery, item) in deliveries)
                _ = DeliverAsync(item, delivery, running, stoppingToken);
        }
    }

    private async Task DeliverAsync(
        OutboxItem item,
        TaskCompletionSource delivery,
        ConcurrentDictionary<TaskCompletionSource, OutboxItem> running,
        CancellationToken stoppingToken)
    {
        await Task.Yield(); // SQLite never waits, and the next card should not wait for this one

        try
        {
            await deliver.ExecuteAsync(item, stoppingToken);
        }
        catch (Exception e)
        {
            LogFailed(e, item.Id);
        }

        running.TryRemove(delivery, out _);
        delivery.SetResult();

        if (most - running.Count >= Batch)
            signal.Raise();
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The lease on sending could not be given back; another process sends once it ends")]
    private partial void LogKept(Exception exception);

    [LoggerMessage(LogLevel.Error, "The outbox could not be read; it is read again")]
    private partial void LogStopped(Exception exception);

    [LoggerMessage(LogLevel.Error, "Delivery {Item} stopped short; it is taken again when its lease ends")]
    private partial void LogFailed(Exception exception, string item);
}
