using System.Numerics;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Decides whose turn it is to call the platform in one tenant. Answers go first. Each conversation stays within its
/// own limits.
/// </summary>
internal sealed class TenantRateLimiter : IDisposable
{
    /// <summary>Whoever would wait longer for its conversation is told so instead.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // The platform's clock and ours do not run alike.
    private static readonly TimeSpan Drift = TimeSpan.FromMilliseconds(5);

    private const int RecentCount = 20;
    private const uint RecentMask = (1u << RecentCount) - 1;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1) + Drift;
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2) + Drift;
    private static readonly TimeSpan ThirtySeconds = TimeSpan.FromSeconds(30) + Drift;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1) + Drift;

    private readonly Lock gate = new();
    private readonly DeliveryOptions options;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly ITimer timer;
    private readonly Sent all;
    private readonly Dictionary<string, Sent> conversations = [];
    private readonly List<Waiter> answers = [];
    private readonly List<Waiter> deliveries = [];
    private int pruneAt = 1_000;
    private uint recent;

    public TenantRateLimiter(DeliveryOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        start = time.GetTimestamp();
        timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        all = new Sent(Second);
    }

    public int Waiting
    {
        get
        {
            lock (gate)
                return answers.Count + deliveries.Count;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>Ends when this call may leave.</summary>
    /// <exception cref="ChatException">It would have to wait too long; nothing was sent.</exception>
    public async Task EnterAsync(string? conversation, SendPriority priority, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(conversation, priority);

        lock (gate)
        {
            if (WaitOf(conversation, Now) is var wait && wait > LongestWait)
                throw AnswerTable.NoRoom(wait);

            (priority is SendPriority.Answer ? answers : deliveries).Add(waiter);
            Admit();
        }

        await using var _ = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        await waiter.Turn.Task;
    }

    /// <summary>The platform took a call.</summary>
    public void Hear(string? conversation)
    {
        lock (gate)
        {
            recent = (recent << 1) & RecentMask;

            if (conversation is not null)
                Of(conversation).Throttled = 0;
        }
    }

    /// <summary>
    /// The platform did not take a call; answers how long nothing more is sent there, where it said that we are too
    /// fast.
    /// </summary>
    public TimeSpan? Hear(string? conversation, ChatException refusal)
    {
        lock (gate)
        {
            var isThrottled = refusal.Failure is ChatFailure.Throttled;
            recent = ((recent << 1) | (isThrottled ? 1u : 0u)) & RecentMask;

            var times = conversation is not null && isThrottled ? ++Of(conversation).Throttled : 1;
            var wait = RetrySchedule.Told(refusal.RetryAfter ?? RetrySchedule.First, times);

            if (isThrottled && conversation is not null)
                Of(conversation).Close(Now + wait);

            // It does not say whether it means the conversation or all of us: most answers alike are about all of us.
            if (BitOperations.PopCount(recent) > RecentCount / 2)
            {
                recent = 0;
                all.Close(Now + wait);
            }

            if (refusal.Failure is ChatFailure.NotRegistered)
                all.Close(Now + RetrySchedule.AfterNotRegistered);

            Admit(); // whoever waits already may have to wait too long now
            return isThrottled ? wait : null;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        lock (gate)
            Admit();
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (answers.Remove(waiter) || deliveries.Remove(waiter))
                waiter.Turn.SetCanceled(cancellationToken);
        }
    }

    private void Admit()
    {
        var now = Now;
        var next = Earliest(AdmitFrom(answers, now), AdmitFrom(deliveries, now));

        if (next < TimeSpan.MaxValue)
            timer.Change(
                TimeSpan.FromMilliseconds(Math.Ceiling((next - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets go whose turn it is; answers when the next turn comes.</summary>
    private TimeSpan AdmitFrom(List<Waiter> queue, TimeSpan now)
    {
        var next = TimeSpan.MaxValue;

        for (var index = 0; index < queue.Count;)
        {
            // Nobody waits on: a card that outlived its lease would be taken, and sent, once more.
            if (WaitOf(queue[index].Conversation, now) is var wait && wait > LongestWait)
            {
                queue[index].Turn.SetException(AnswerTable.NoRoom(wait));
                queue.RemoveAt(index);
                continue;
            }

            if (OpensAt(queue[index].Priority) is var tenant && tenant > now)
                return Earliest(next, tenant);

            if (ConversationOpensAt(queue[index].Conversation) is var conversation && conversation > now)
            {
                next = Earliest(next, conversation);
                index++;
                continue;
            }

            Admit(queue[index], now);
            queue.RemoveAt(index);
        }

        return next;
    }

    private void Admit(Waiter waiter, TimeSpan now)
    {
        all.Times.Add(now);

        if (waiter.Conversation is not null)
            Of(waiter.Conversation).Times.Add(now);

        waiter.Turn.SetResult();
    }

    private TimeSpan WaitOf(string? conversation, TimeSpan now) =>
        Latest(all.ClosedUntil, ConversationOpensAt(conversation)) - now;

    // Deliveries leave evenly, a tenth of the limit in a tenth of the time, so that an answer never meets a spent
    // second.
    private TimeSpan OpensAt(SendPriority priority) => priority is SendPriority.Answer
        ? Latest(all.ClosedUntil, all.Times.OpensAt(options.RequestsPerSecond, Second))
        : Latest(
            all.ClosedUntil,
            all.Times.OpensAt(options.RequestsPerSecond - options.ReservedForAnswers, Second),
            all.Times.OpensAt((options.RequestsPerSecond + 9) / 10, TimeSpan.FromSeconds(0.1)));

    private TimeSpan ConversationOpensAt(string? conversation)
    {
        if (conversation is null || !conversations.TryGetValue(conversation, out var sent))
            return TimeSpan.Zero;

        var limits = options.PerConversation;
        return Latest(
            sent.ClosedUntil,
            sent.Times.OpensAt(limits.InOneSecond, Second),
            sent.Times.OpensAt(limits.InTwoSeconds, TwoSeconds),
            sent.Times.OpensAt(limits.InThirtySeconds, ThirtySeconds),
            sent.Times.OpensAt(limits.InOneHour, Hour));
    }

    private Sent Of(string conversation)
    {
        if (conversations.TryGetValue(conversation, out var known))
            return known;

        if (conversations.Count >= pruneAt)
            Prune();

        return conversations[conversation] = new Sent(Hour);
    }

    private void Prune()
    {
        var now = Now;

        foreach (var (conversation, sent) in conversations)
        {
            if (sent.ClosedUntil < now && sent.Times.Last < now - Hour)
                conversations.Remove(conversation);
        }

        pruneAt = Math.Max(1_000, conversations.Count * 2);
    }

    private static TimeSpan Latest(params ReadOnlySpan<TimeSpan> instants)
    {
        var latest = TimeSpan.Zero;

        foreach (var instant in instants)
            latest = instant > latest ? instant : latest;

        return latest;
    }

    private static TimeSpan Earliest(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>What left, and until when nothing more may because the platform said so.</summary>
    private sealed class Sent(TimeSpan longest)
    {
        public SlidingWindow Times { get; } = new(longest);

        public TimeSpan ClosedUntil { get; private set; } = TimeSpan.Zero;

        /// <summary>How often in a row it was too fast.</summary>
        public int Throttled { get; set; }

        public void Close(TimeSpan until) => ClosedUntil = Latest(ClosedUntil, until);
    }

    private sealed record Waiter(string? Conversation, SendPriority Priority)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
