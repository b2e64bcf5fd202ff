using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Delivery;

/// <summary>Who may call the platform when; counted here anew, not with the limiter's own figures.</summary>
public sealed class SendRateLimiterTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<DateTimeOffset> left = [];
    private readonly ServiceProvider services =
        new ServiceCollection().AddMetrics().AddSingleton<BotMetrics>().BuildServiceProvider();
    private readonly Gauges gauges;
    private readonly SendRateLimiter limiter;
    private int sent;

    public SendRateLimiterTests()
    {
        gauges = new Gauges(services.GetRequiredService<IMeterFactory>());
        limiter = new SendRateLimiter(
            Options.Create(new DeliveryOptions()), services.GetRequiredService<BotMetrics>(), clock);
    }

    private int Waiting => gauges.Read().WaitingCalls;

    [Fact]
    public async Task A_tenant_gets_49_deliveries_a_second_evenly()
    {
        Task[] all = [.. Enumerable.Range(0, 200).Select(number => Send($"chat {number}", SendPriority.Delivery))];

        await PassUntilAsync(Task.WhenAll(all));

        Assert.Equal(49, MostIn(TimeSpan.FromSeconds(1)));
        Assert.Equal(5, MostIn(TimeSpan.FromSeconds(0.1)));
    }

    [Fact]
    public async Task An_answer_goes_ahead_of_deliveries_that_wait()
    {
        Task[] deliveries =
            [.. Enumerable.Range(0, 30).Select(number => Send($"chat {number}", SendPriority.Delivery))];

        await Send("a chat", SendPriority.Answer);

        Assert.Equal(25, Waiting);
        await PassUntilAsync(Task.WhenAll(deliveries));
    }

    [Fact]
    public async Task A_conversation_gets_no_more_than_it_may()
    {
        for (var sent = 0; sent < 150;)
        {
            try
            {
                await PassUntilAsync(Send("a chat", SendPriority.Answer));
                sent++;
            }
            catch (ChatException e)
            {
                clock.Advance(e.RetryAfter!.Value);
            }
        }

        Assert.Equal(
            (7, 8, 60),
            (MostIn(TimeSpan.FromSeconds(1)), MostIn(TimeSpan.FromSeconds(2)), MostIn(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public async Task A_conversation_that_would_wait_long_is_told_how_long()
    {
        await RefuseAsync("a chat", Throttled(TimeSpan.FromMinutes(5)));

        var held = await Assert.ThrowsAsync<ChatException>(() => Send("a chat", SendPriority.Delivery));

        Assert.Equal((ChatFailure.Held, TimeSpan.FromMinutes(5)), (held.Failure, held.RetryAfter));
        Assert.True(Send("another chat", SendPriority.Delivery).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_592_000)]
    public async Task The_wait_it_is_told_is_a_second_at_least_grows_and_is_minutes_at_most(int told)
    {
        var waits = new List<TimeSpan>();

        for (var time = 0; time < 12; time++)
        {
            var refusal = await RefuseAsync("a chat", Throttled(TimeSpan.FromSeconds(told)));
            waits.Add(refusal.RetryAfter!.Value);
            clock.Advance(refusal.RetryAfter.Value);
        }

        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0], TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(5), waits[^1]);
    }

    [Fact]
    public async Task A_call_that_is_taken_ends_the_growing()
    {
        await RefuseAsync("a chat", Throttled(TimeSpan.Zero));
        await RefuseAsync("a chat", Throttled(TimeSpan.Zero));
        clock.Advance(TimeSpan.FromSeconds(5));
        await Send("a chat", SendPriority.Delivery);

        Assert.Equal(
            TimeSpan.FromSeconds(1), (await RefuseAsync("a chat", Throttled(TimeSpan.Zero))).RetryAfter);
    }

    [Fact]
    public async Task Each_call_that_was_too_fast_is_counted()
    {
        using var throttled = new Counts(
            services.GetRequiredService<IMeterFactory>(), BotMetrics.ThrottledCallsName);

        await RefuseAsync("a chat", Throttled(TimeSpan.Zero));
        await RefuseAsync("another chat", Throttled(TimeSpan.FromMinutes(1)));

        Assert.Equal(2, throttled.All);
    }

    [Fact]
    public async Task When_most_answers_are_too_fast_the_whole_tenant_waits()
    {
        foreach (var number in Enumerable.Range(0, 11))
            await RefuseAsync(
                $"chat {number}", Throttled(TimeSpan.FromMinutes(1)));

        var held = await Assert.ThrowsAsync<ChatException>(() => Send("another chat", SendPriority.Answer));

        Assert.Equal(ChatFailure.Held, held.Failure);
        Assert.True(Send("another chat", SendPriority.Answer, "another tenant").IsCompletedSuccessfully);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(Send("another chat", SendPriority.Answer).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Whoever_waits_already_is_told_when_the_way_is_closed_for_long()
    {
        Task[] all = [.. Enumerable.Range(0, 6).Select(number => Send($"chat {number}", SendPriority.Delivery))];
        Assert.Equal(1, Waiting);

        await Assert.ThrowsAsync<ChatException>(() => limiter.RunAsync(
            "a tenant",
            "another chat",
            SendPriority.Answer,
            () => Task.FromException<int>(
                new ChatException(AnswerTable.Find(ChatCall.Post, 401, null, ""), "401", null)),
            TestContext.Current.CancellationToken));

        var held = await Assert.ThrowsAsync<ChatException>(() => all[^1]);
        Assert.Equal((ChatFailure.Held, 0), (held.Failure, Waiting));
    }

    [Fact]
    public async Task Who_gives_up_waiting_makes_room()
    {
        using var stop = new CancellationTokenSource();

        foreach (var number in Enumerable.Range(0, 5))
            await Send($"chat {number}", SendPriority.Delivery);

        var first = limiter.RunAsync("a tenant", "a chat", SendPriority.Delivery, () => Task.FromResult(0), stop.Token);
        Assert.Equal(1, Waiting);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(0, Waiting);
    }

    public void Dispose()
    {
        limiter.Dispose();
        gauges.Dispose();
        services.Dispose();
    }

    private async Task<int> Send(string conversation, SendPriority priority, string tenant = "a tenant")
    {
        sent++;

        try
        {
            return await limiter.RunAsync(
                tenant,
                conversation,
                priority,
                LeaveAsync,
                TestContext.Current.CancellationToken);
        }
        catch (ChatException)
        {
            sent--;
            throw;
        }
    }

    private Task<int> LeaveAsync()
    {
        lock (left)
            left.Add(clock.GetUtcNow());

        return Task.FromResult(0);
    }

    private static ChatException Throttled(TimeSpan told) =>
        new(AnswerTable.Find(ChatCall.Post, 429, null, ""), "429", told);

    private async Task<ChatException> RefuseAsync(string conversation, ChatException refusal)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return await Assert.ThrowsAsync<ChatException>(() => limiter.RunAsync(
            "a tenant",
            conversation,
            SendPriority.Delivery,
            () => Task.FromException<int>(refusal),
            TestContext.Current.CancellationToken));
    }

    /// <summary>Time passes in small steps, each only when whoever may go has gone.</summary>
    private async Task PassUntilAsync(Task end)
    {
        while (!end.IsCompleted)
        {
            while (!end.IsCompleted && Left + Waiting < sent)
                await Task.Yield();

            clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        await end;
    }

    private int Left
    {
        get
        {
            lock (left)
                return left.Count;
        }
    }

    private int MostIn(TimeSpan stretch) => left.Max(end => left.Count(at => at > end - stretch && at <= end));
}
