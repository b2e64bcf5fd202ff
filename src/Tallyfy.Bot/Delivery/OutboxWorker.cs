namespace Tallyfy.Bot.Delivery;

/// <summary>Empties the outbox.</summary>
internal sealed class OutboxWorker(
    Outbox outbox, OutboxSignal signal, DeliverCard deliver, ILogger<OutboxWorker> logger)
    : DueWorker<OutboxItem>(signal, TimeSpan.FromSeconds(1), batch: 20, logger)
{
    protected override Task<IReadOnlyList<OutboxItem>> LeaseAsync(int most, CancellationToken cancellationToken) =>
        outbox.LeaseAsync(most, cancellationToken);

    protected override Task WorkOffAsync(OutboxItem item, CancellationToken cancellationToken) =>
        deliver.ExecuteAsync(item, cancellationToken);
}
