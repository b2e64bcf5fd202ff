using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>
/// A chat platform with Microsoft's limits: it counts every call in rolling windows of its own, takes its time, answers
/// some with 429 and breaks the connection of others, half of them after the message is there.
/// </summary>
internal sealed class LimitedConnector(SimulatedClock clock, int seed) : SimulatedPlatform
{
    private static readonly (int Count, TimeSpan Per)[] PerTenant = [(50, TimeSpan.FromSeconds(1))];

    private static readonly (int Count, TimeSpan Per)[] PerConversation =
    [
        (7, TimeSpan.FromSeconds(1)),
        (8, TimeSpan.FromSeconds(2)),
        (60, TimeSpan.FromSeconds(30)),
        (1_800, TimeSpan.FromHours(1)),
    ];

    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly List<DateTimeOffset> calls = [];
    private readonly Dictionary<string, List<DateTimeOffset>> conversations = [];
    private readonly Dictionary<string, int> posts = [];
    private readonly Dictionary<string, int> lost = [];
    private readonly List<string> violations = [];
    private int waiting;

    public override int Waiting => Volatile.Read(ref waiting);

    public int Throttled { get; private set; }

    public int Broken { get; private set; }

    public int Calls => Read(() => calls.Count);

    public DateTimeOffset LastCall => Read(() => calls[^1]);

    public IReadOnlyList<string> Violations => Read(() => violations.ToList());

    /// <summary>Messages by chat.</summary>
    public IReadOnlyDictionary<string, int> Posts => Read(() => posts.ToDictionary());

    /// <summary>Messages that are there and whose answer never came, by chat.</summary>
    public IReadOnlyDictionary<string, int> Lost => Read(() => lost.ToDictionary());

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var parts = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Split("/v3/conversations")[1].Split('/');
        var isPost = parts is ["", _, "activities"];
        var chat = isPost ? parts[1] : await AddressAsync(request, cancellationToken);
        var (fate, latency) = Receive(chat);
        await PassAsync(latency);

        if (isPost && fate is Fate.Taken or Fate.BrokenAfter)
            Show(chat, fate);

        return fate switch
        {
            Fate.Throttled => Throttle(),
            Fate.Taken => ScriptedConnector.Json(
                HttpStatusCode.Created, new JsonObject { ["id"] = isPost ? $"{Guid.NewGuid():n}" : chat }),
            _ => throw new HttpRequestException(HttpRequestError.ResponseEnded),
        };
    }

    private static async Task<string> AddressAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        return $"a:{body["members"]![0]!["id"]}";
    }

    private (Fate Fate, TimeSpan Latency) Receive(string chat)
    {
        lock (gate)
        {
            Count(calls, PerTenant, "the tenant");
            conversations.TryAdd(chat, []);
            Count(conversations[chat], PerConversation, chat);

            var fate = random.NextDouble() switch
            {
                < 0.05 => Fate.Throttled,
                < 0.055 => Fate.BrokenBefore,
                < 0.06 => Fate.BrokenAfter,
                _ => Fate.Taken,
            };
            Throttled += fate is Fate.Throttled ? 1 : 0;
            Broken += fate is Fate.BrokenBefore or Fate.BrokenAfter ? 1 : 0;
            return (fate, TimeSpan.FromMilliseconds(random.Next(50, 300)));
        }
    }

    private void Count(List<DateTimeOffset> times, (int Count, TimeSpan Per)[] limits, string where)
    {
        var now = clock.GetUtcNow();
        times.Add(now);

        foreach (var (count, per) in limits)
        {
            if (times.Count > count && now - times[^(count + 1)] < per)
                violations.Add($"{where}: more than {count} in {per} at {now:HH:mm:ss.fff}");
        }
    }

    private void Show(string chat, Fate fate)
    {
        lock (gate)
        {
            posts[chat] = posts.GetValueOrDefault(chat) + 1;

            if (fate is Fate.BrokenAfter)
                lost[chat] = lost.GetValueOrDefault(chat) + 1;
        }
    }

    private async Task PassAsync(TimeSpan latency)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref waiting);
        await using var timer = clock.CreateTimer(
            _ =>
            {
                Interlocked.Decrement(ref waiting);
                passed.SetResult();
            },
            null,
            latency,
            Timeout.InfiniteTimeSpan);
        await passed.Task;
    }

    private HttpResponseMessage Throttle()
    {
        var answer = ScriptedConnector.Json(HttpStatusCode.TooManyRequests, ScriptedConnector.Fault("TooMany"));
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(Read(() => random.Next(1, 3))));
        return answer;
    }

    private T Read<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }

    private enum Fate
    {
        Taken,
        Throttled,
        BrokenBefore,
        BrokenAfter,
    }
}
