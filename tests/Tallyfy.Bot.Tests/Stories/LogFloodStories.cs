using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Whoever is refused a thousand times is counted a thousand times, and fills no log.</summary>
public sealed class LogFloodStories
{
    private const int Flood = 17_200;

    private static readonly Dictionary<string, string?> Settings = new() { ["LogLimit:PerCause"] = "5" };

    [Fact]
    public async Task Requests_that_are_refused_make_a_handful_of_lines_and_are_all_counted()
    {
        await using var story = ApprovalStory.Begin(settings: Settings);
        using var refused = new Counts(story, BotMetrics.RequestsRefusedName);
        using var leftOut = new Counts(story, BotMetrics.LeftOutName);
        await story.InstallAsync(Person.Alex);
        var before = Refusals(story);

        await FloodAsync(Flood, async number => Assert.Equal(
            HttpStatusCode.BadRequest,
            (await story.PostAsync(new StringContent($"{{{number}", Encoding.UTF8, "application/json"))).Status));

        Assert.Equal(Flood, refused.Of("400"));
        Assert.Equal(Flood - 5, leftOut.Of("Tallyfy.Bot.Protocol.Inbound.BotFrameworkGate"));
        Assert.Equal(5, Refusals(story) - before);
    }

    [Fact]
    public async Task What_was_left_out_is_said_when_the_minute_is_over_and_then_the_next_are_written_again()
    {
        await using var story = ApprovalStory.Begin(settings: Settings);
        var logger = story.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tallyfy.Bot.Tests");
        await story.InstallAsync(Person.Alex);
        Write(logger, 12);

        story.Advance(LogLimit.Window);
        await story.LoggedAsync("7 more lines of Tallyfy.Bot.Tests");
        Write(logger, 3);

        Assert.Equal(8, Lines(story).Count(line => line.StartsWith("Warning: One cause", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Tallyfy.Bot.Tests", LogLevel.Debug, 20)]
    [InlineData("Tallyfy.Bot.Tests", LogLevel.Information, 20)]
    [InlineData("Tallyfy.Bot.Tests", LogLevel.Warning, 5)]
    [InlineData("Tallyfy.Bot.Tests", LogLevel.Error, 5)]
    [InlineData("Tallyfy.Bot.Tests", LogLevel.Critical, 5)]
    [InlineData("Microsoft.AspNetCore.Authentication.JwtBearer", LogLevel.Debug, 20)]
    [InlineData("Microsoft.AspNetCore.Authentication.JwtBearer", LogLevel.Information, 5)]
    [InlineData("Microsoft.AspNetCore.Authentication.JwtBearer", LogLevel.Warning, 5)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error, 5)]
    [InlineData("System.Net.Http.HttpClient.Tallyfy", LogLevel.Information, 5)]
    [InlineData("Polly", LogLevel.Warning, 5)]
    [InlineData("Tallyfy.Bot.Observability.LogLimitWorker", LogLevel.Warning, 20)]
    public async Task A_cause_writes_so_many_lines(string category, LogLevel level, int expected)
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(Settings)
        {
            ["Logging:LogLevel:Default"] = "Trace",
            [$"Logging:LogLevel:{category}"] = "Trace",
        });
        var logger = story.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

        Write(logger, 20, level);

        Assert.Equal(expected, Lines(story).Count(line => line.Contains("One cause", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_cause_has_lines_of_its_own()
    {
        await using var story = ApprovalStory.Begin(settings: Settings);
        var logger = story.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tallyfy.Bot.Tests");
        Write(logger, 20);

        logger.Log(LogLevel.Warning, new EventId(8, "Other"), 0, null, (_, _) => "Another cause");

        Assert.Contains("Another cause", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_misshapen_id_is_logged_or_opens_a_bucket()
    {
        await using var story = ApprovalStory.Begin();
        using var refused = new Counts(story, BotMetrics.RequestsRefusedName);
        await story.InstallAsync(Person.Alex);
        string[][] members =
        [
            ["id"], ["replyToId"], ["locale"], ["localTimezone"], ["from", "id"], ["from", "aadObjectId"],
            ["conversation", "id"], ["conversation", "tenantId"], ["channelData", "tenant", "id"],
        ];

        foreach (var member in members)
        {
            foreach (var value in (string[])[$"forged\r\nline of {member[^1]}", new string('f', 100_000)])
            {
                var activity = Activities.Message(Person.Alex, "pending");
                member.SkipLast(1).Aggregate((JsonNode)activity, (node, name) => node[name]!)[member[^1]] = value;
                Assert.Equal(HttpStatusCode.BadRequest, (await story.PostAsync(JsonContent.Create(activity))).Status);
            }
        }

        Assert.Equal(members.Length * 2, refused.All);
        Assert.DoesNotContain("forged", story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("ffffffff", story.Log, StringComparison.Ordinal);
    }

    private static void Write(ILogger logger, int lines, LogLevel level = LogLevel.Warning)
    {
        for (var line = 0; line < lines; line++)
            logger.Log(level, new EventId(7, "OneCause"), line, null, (number, _) => $"One cause, {number}");
    }

    private static Task FloodAsync(int count, Func<int, Task> sendAsync) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
        async (number, _) => await sendAsync(number));

    private static int Refusals(ApprovalStory story) =>
        Lines(story).Count(line => line.Contains("Refused request", StringComparison.Ordinal));

    private static List<string> Lines(ApprovalStory story) => [.. story.Log.Split('\n')];
}
