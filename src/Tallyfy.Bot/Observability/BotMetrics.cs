using System.Diagnostics.Metrics;

namespace Tallyfy.Bot.Observability;

/// <summary>What is measured, under its names.</summary>
internal sealed class BotMetrics
{
    public const string MeterName = "Tallyfy.Bot";
    public const string RefusedName = "tallyfy_bot.activities.refused";

    public const string RequestsRefusedName = "tallyfy_bot.requests.refused";
    public const string LeftToFeedName = "tallyfy_bot.webhooks.left_to_feed";
    public const string LeftOutName = "tallyfy_bot.log.left_out";

    public const string RowsUnreadName = "tallyfy_bot.rows.unread";
    public const string TasksUnreadName = "tallyfy_bot.tasks.unread";

    public const string ActiveDeliveriesName = "tallyfy_bot.deliveries.active";
    public const string WaitingCallsName = "tallyfy_bot.calls.waiting";
    public const string ThrottledCallsName = "tallyfy_bot.calls.throttled";

    private readonly Meter meter;
    private readonly Gauge<long> trailHead;
    private readonly Gauge<long> tasksUnread;
    private readonly Counter<long> refused;
    private readonly Counter<long> requestsRefused;
    private readonly Counter<long> leftToFeed;
    private readonly Counter<long> leftOut;
    private readonly Counter<long> rowsUnread;
    private readonly Counter<long> callsThrottled;

    public BotMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        trailHead = meter.CreateGauge<long>(
            "tallyfy_bot.trail.head",
            description: "How many entries of an organization's trail are sealed, pruned ones included.");
        tasksUnread = meter.CreateGauge<long>(
            TasksUnreadName,
            description: "How many open tasks of an organization the last sweep could not read: the log names them.");
        refused = meter.CreateCounter<long>(
            RefusedName, description: "Activities refused because a person or a tenant sent too many.");
        requestsRefused = meter.CreateCounter<long>(
            RequestsRefusedName, description: "Requests that were not let in, by the status they were answered with.");
        leftToFeed = meter.CreateCounter<long>(
            LeftToFeedName, description: "Webhooks beyond what is read of them: the activity feed is read instead.");
        leftOut = meter.CreateCounter<long>(
            LeftOutName, description: "Lines left out of the log, because so many of one cause were written.");
        rowsUnread = meter.CreateCounter<long>(
            RowsUnreadName, description: "Rows of Tallyfy's lists that could not be read, and were left out alone.");
        callsThrottled = meter.CreateCounter<long>(
            ThrottledCallsName, description: "Calls that the chat platform answered with: too fast.");
    }

    /// <param name="active">Cards taken from the outbox and not finished.</param>
    public void ObserveDeliveries(Func<int> active) => meter.CreateObservableGauge(
        ActiveDeliveriesName, active, description: "Cards on their way to a chat.");

    /// <param name="waiting">Calls to the chat platform that its limits hold back.</param>
    public void ObserveCalls(Func<int> waiting) => meter.CreateObservableGauge(
        WaitingCallsName, waiting, description: "Calls to the chat platform that wait for their turn.");

    public void TrailSealed(string organization, long sequence) =>
        trailHead.Record(sequence, new KeyValuePair<string, object?>("organization", organization));

    /// <param name="limit">Whose: a person's or a tenant's.</param>
    public void ActivityRefused(string limit) => refused.Add(1, new KeyValuePair<string, object?>("limit", limit));

    public void RequestRefused(int status) =>
        requestsRefused.Add(1, new KeyValuePair<string, object?>("status", status));

    public void WebhookLeftToFeed(string organization) =>
        leftToFeed.Add(1, new KeyValuePair<string, object?>("organization", organization));

    public void RowsUnread(string organization, int rows) =>
        rowsUnread.Add(rows, new KeyValuePair<string, object?>("organization", organization));

    public void TasksUnread(string organization, int tasks) =>
        tasksUnread.Record(tasks, new KeyValuePair<string, object?>("organization", organization));

    public void CallThrottled() => callsThrottled.Add(1);

    public void LineLeftOut(string category) =>
        leftOut.Add(1, new KeyValuePair<string, object?>("category", category));
}
