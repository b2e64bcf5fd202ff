using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Leaks;

/// <summary>The scan that every story ends with sees what it looks for: each kind, on each way out.</summary>
public sealed class LeakTests
{
    private const string Title = "A quiet acquisition";
    private const string Description = "Nobody knows of it yet";
    private const string Reason = "We cannot afford it";
    private const string Words = "The budget is closed.";

    private static readonly ActivitySource Spans = new("Tallyfy.Bot.Tests.Leaks");

    private static readonly Dictionary<
        string, (LeakChannel Channel, Func<ApprovalStory, string, Task> LetOutAsync)> Ways = new()
        {
            ["a sentence"] = (LeakChannel.Log, (story, text) => Write(story, "Story", text, null, text)),
            ["a value"] = (LeakChannel.Log, (story, text) => Write(
                story, "Story", new Dictionary<string, object?> { ["Who"] = text }, null, "nothing")),
            ["an exception"] = (LeakChannel.Log, (story, text) => Write(
                story, "Story", "", new InvalidOperationException("outside", new IOException(text)), "nothing")),
            ["a scope"] = (LeakChannel.Log, (story, text) => Write(story, "Story", "", null, "nothing", within: text)),
            ["a category"] = (LeakChannel.Log, (story, text) => Write(story, text, "", null, "nothing")),
            ["a span's name"] = (LeakChannel.Trace, (story, text) => Span(story, span => span.DisplayName = text)),
            ["a span's tag"] = (LeakChannel.Trace, (story, text) => Span(story, span => span.SetTag("who", text))),
            ["a span's event"] = (
            LeakChannel.Trace,
            (story, text) => Span(story, span => span.AddEvent(new("said", tags: new() { ["what"] = text })))),
            ["a span's status"] =
            (LeakChannel.Trace, (story, text) => Span(story, span => span.SetStatus(ActivityStatusCode.Error, text))),
            ["a span's baggage"] =
            (LeakChannel.Trace, (story, text) => Span(story, span => span.SetBaggage("who", text))),
            ["a request's span"] = (LeakChannel.Trace, (story, text) => AnswerAsync(story, context =>
            {
                Activity.Current?.SetTag("who", text);
                return context.Response.WriteAsync("fine");
            })),
            ["a measurement"] = (LeakChannel.Metric, Measure),
            ["an error's body"] = (LeakChannel.ErrorBody, (story, text) => AnswerAsync(story, context =>
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return context.Response.WriteAsync(text);
            })),
            ["an invoke's error"] = (LeakChannel.ErrorBody, (story, text) => AnswerAsync(
                story,
                context => context.Response.WriteAsync($$$"""{"statusCode":400,"value":{"message":"{{{text}}}"}}"""))),
        };

    public static TheoryData<string, CredentialMode> AllWays
    {
        get
        {
            var all = new TheoryData<string, CredentialMode>();

            foreach (var way in Ways.Keys)
            {
                all.Add(way, CredentialMode.PersonalToken);
                all.Add(way, CredentialMode.Application);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public async Task Whatever_is_let_out_is_seen_whichever_way_it_goes(string way, CredentialMode mode)
    {
        await using var story = await TellAsync(mode);
        Assert.Empty(story.Leaks.Take());
        var secrets = story.Sandbox.Forbidden.All.GroupBy(one => one.Kind).ToDictionary(
            kind => kind.Key, kind => kind.First().Text);

        foreach (var text in secrets.Values)
            await Ways[way].LetOutAsync(story, text);

        var seen = story.Leaks.Take();
        Assert.Equal(KindsOf(mode), secrets.Keys.Order());
        Assert.Equal(KindsOf(mode), seen.Select(leak => leak.Kind).Distinct().Order());
        Assert.All(seen, leak => Assert.Equal(Ways[way].Channel, leak.Channel));
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task A_story_knows_its_own_secrets(CredentialMode mode)
    {
        await using var story = await TellAsync(mode);
        var known = story.Sandbox.Forbidden;

        Assert.All(
            ((string Text, LeakKind Kind)[])
            [
                (mode is CredentialMode.PersonalToken ? WellKnown.AccessToken : WellKnown.ClientSecret,
                    mode is CredentialMode.PersonalToken ? LeakKind.AccessToken : LeakKind.ClientSecret),
                (IntakeDriver.Secret, LeakKind.WebhookSecret), (IntakeDriver.OldSecret, LeakKind.WebhookSecret),
                (BotHost.TrailKey, LeakKind.TrailKey), (Uri.EscapeDataString(BotHost.TrailKey), LeakKind.TrailKey),
                ("Lynne Robbins", LeakKind.Name), ("Patti", LeakKind.Name), ("Siciliani", LeakKind.Name),
                ("LYNNER@example.com", LeakKind.Address), ("/users/lynner%40example.com/token", LeakKind.Address),
                ("bot@example.com", LeakKind.Address), (WellKnown.GuestEmail, LeakKind.Address),
                (Title, LeakKind.Title), (Description, LeakKind.Description),
                (Reason, LeakKind.Typed), (Words, LeakKind.Words),
            ],
            secret => Assert.Contains(secret.Kind, known.FindIn($"before {secret.Text} after")));
        Assert.Equal(
            mode is CredentialMode.Application,
            known.All.Any(
                one => one.Kind is LeakKind.MintedToken && one.Text.StartsWith("sandbox.", StringComparison.Ordinal)));
        Assert.Contains(
            known.All,
            one => one.Kind is LeakKind.Title && one.Text.Contains("12 standing desks", StringComparison.Ordinal));
        Assert.Empty(known.FindIn("Nothing of it: pending, alex, 29:lynne, 00000000-0000-0000-0000-000000000025"));
    }

    [Fact]
    public async Task A_story_that_lets_something_out_has_failed()
    {
        var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { [BotHost.LeakLevel] = "Trace" });
        await Write(story, "Story", "", null, $"Token {WellKnown.AccessToken}");

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await story.DisposeAsync());

        Assert.Contains("AccessToken in Log: Trace Story: Token", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_are_no_errors_may_name_what_they_answer()
    {
        await using var story = ApprovalStory.Begin();

        await AnswerAsync(story, context => context.Response.WriteAsync(Person.Lynne.Name));

        Assert.Empty(story.Leaks.Take());
    }

    [Fact]
    public async Task Much_is_read_in_pages_and_said_once()
    {
        var forbidden = new Forbidden();
        forbidden.AddPerson("Ann Smith", "ann@example.com");
        var scan = new LeakScan(forbidden);

        for (var line = 0; line < 20_000; line++)
            scan.Note(
                LeakChannel.Log, line is 7 or 19_000 ? "Smith was here" : "Somebody was here, and nobody said who");

        Assert.Equal([new Leak(LeakChannel.Log, LeakKind.Name, "Smith was here")], scan.Take());
        Assert.Empty(scan.Take());
    }

    [Fact]
    public async Task A_request_line_that_cannot_be_read_is_written_nowhere()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var address = new Uri(
            story.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /webhooks/tallyfy/{IntakeDriver.Secret}%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            TestContext.Current.CancellationToken);

        using var answer = new StreamReader(stream);
        Assert.StartsWith(
            "HTTP/1.1 400",
            await answer.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private static IEnumerable<LeakKind> KindsOf(CredentialMode mode) => Enum.GetValues<LeakKind>().Except(
        mode is CredentialMode.PersonalToken ? [LeakKind.ClientSecret, LeakKind.MintedToken] : [LeakKind.AccessToken]);

    private static async Task<ApprovalStory> TellAsync(CredentialMode mode)
    {
        var story = ApprovalStory.Begin(
            mode, new Dictionary<string, string?>(IntakeDriver.ByWebhook) { [BotHost.LeakLevel] = "Trace" });
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchUnseenAsync(Title, Person.Lynne);
        await story.Sandbox.EditAsync(task.Task, new { description = Description });
        await story.TellOfLaunchAsync(task);
        var card = await story.CardAsync(Person.Lynne, Title);
        await story.Sandbox.SetFaultAsync(
            new
            {
                method = "POST",
                path = "^.*/completed-tasks$",
                times = 1,
                status = 422,
                body = new { message = Words },
            });
        await story.TapAsync(Person.Lynne, card, "reject", Reason);
        await story.AnsweredAsync();
        return story;
    }

    private static Task Write<TState>(
        ApprovalStory story,
        string category,
        TState state,
        Exception? exception,
        string sentence,
        string? within = null)
    {
        var logger = story.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

        using (within is null ? null : logger.BeginScope(within))
            logger.Log(LogLevel.Trace, default, state, exception, (_, _) => sentence);

        return Task.CompletedTask;
    }

    private static Task Span(ApprovalStory story, Action<Activity> change)
    {
        using var span = Spans.StartActivity("story") ?? throw new InvalidOperationException("Nobody listens.");
        TelemetryTap.Mark(span, story.Leaks); // it is no business of the stories beside this one
        change(span);
        return Task.CompletedTask;
    }

    private static Task Measure(ApprovalStory story, string text)
    {
        using var meter = new Meter(
            new MeterOptions("Story") { Scope = story.Services.GetRequiredService<IMeterFactory>() });
        meter.CreateCounter<long>("story").Add(1, new KeyValuePair<string, object?>("who", text));
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(ApprovalStory story, Func<HttpContext, Task> answer)
    {
        story.Answers.Instead = answer;
        using var response = await story.GetAsync("/health/live");
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        story.Answers.Instead = null;
        // On the same connection: the one before is over, span and all.
        using var next = await story.GetAsync("/health/live");
    }
}
