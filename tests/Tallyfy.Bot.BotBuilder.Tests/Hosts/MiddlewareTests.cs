using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EchoBotWithApprovals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Client;
using Sdk = Microsoft.Bot.Schema;

namespace Tallyfy.Bot.BotBuilder.Tests.Hosts;

/// <summary>What a host has around its bot: its middleware, policies, logs, and a bot that takes long.</summary>
public sealed class MiddlewareTests : IAsyncDisposable
{
    private readonly string folder = StoryFolder.Create();
    private WebApplication? app;
    private HttpClient? http;

    public static TheoryData<string> Meddling => ["swallows", "changes the type", "throws"];

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();

        if (app is not null)
        {
            await app.StopAsync(TestContext.Current.CancellationToken);
            await app.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Meddling))]
    public async Task Whoever_taps_is_answered_whatever_middleware_does(string how)
    {
        await StartAsync(services => services
            .AddTransient<IBot, EchoBot>()
            .Replace(ServiceDescriptor.Singleton<IBotFrameworkHttpAdapter>(provider => new MeddlingAdapter(
                provider.GetRequiredService<BotFrameworkAuthentication>(), how))));

        using var answer = await PostAsync(Tap());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"statusCode\":200", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hosts_bot_goes_on_when_the_caller_hangs_up()
    {
        var bot = new PatientBot();
        var hungUp = new TaskCompletionSource();
        await StartAsync(services => services.AddSingleton<IBot>(bot), before: built => built.Use((context, next) =>
        {
            context.RequestAborted.Register(() => hungUp.TrySetResult());
            return next(context);
        }));

        using var caller = new CancellationTokenSource();
        var post = http!.PostAsJsonAsync("/api/messages", Activities.Message(Person.Alex, "hello"), caller.Token);
        var token = await bot.Begun.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);
        await caller.CancelAsync();
        await hungUp.Task.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);

        Assert.False(token.IsCancellationRequested);
        bot.GoOn();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
    }

    [Fact]
    public async Task The_hosts_bot_hears_what_was_said_though_the_caller_hung_up_before()
    {
        var bot = new PatientBot();
        using var hangUp = new CancellationTokenSource();
        await StartAsync(
            services => services
                .AddSingleton<IBot>(bot)
                .Replace(ServiceDescriptor.Singleton<IBotFrameworkHttpAdapter>(provider => new MeddlingAdapter(
                    provider.GetRequiredService<BotFrameworkAuthentication>(), "hangs up", hangUp))),
            before: built => built.Use((context, next) =>
            {
                context.RequestAborted = hangUp.Token;
                return next(context);
            }));

        bot.GoOn();
        using var answer = await PostAsync(Activities.Message(Person.Alex, "hello"));

        Assert.True(bot.Begun.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_needs_no_words_is_well_whatever_the_sdk_made_of_it()
    {
        await StartAsync(services => services
            .AddTransient<IBot, EchoBot>()
            .Replace(ServiceDescriptor.Singleton<IBotFrameworkHttpAdapter>(provider => new MeddlingAdapter(
                provider.GetRequiredService<BotFrameworkAuthentication>(), "refuses"))));

        using var answer = await PostAsync(Activities.Message(Person.Alex, "whoami"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(TallyfyClientRegistration.ApiClientName)]
    [InlineData(TallyfyClientRegistration.TokenClientName)]
    [InlineData(Protocol.Outbound.ConnectorClient.HttpClientName)]
    [InlineData(Protocol.Outbound.AppInstaller.HttpClientName)]
    [InlineData(Browser.BrowserRegistration.HttpClientName)]
    public async Task What_the_host_adds_to_all_its_clients_is_not_in_ours(string client)
    {
        await using var built = BareHost.Build(folder, services => services.ConfigureHttpClientDefaults(
            defaults => defaults.AddHttpMessageHandler(() => new Repeating())), HostTests.SignIn);
        using var http = built.Services.GetRequiredService<IHttpClientFactory>().CreateClient(client);
        using var theirs = built.Services.GetRequiredService<IHttpClientFactory>().CreateClient("the host's");
        var address = new Uri("http://127.0.0.1:9/");

        await Assert.ThrowsAsync<NotSupportedException>(
            () => theirs.GetAsync(address, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_policy_for_everybody_leaves_our_addresses_open()
    {
        await StartAsync(
            services =>
            {
                services.AddAuthentication("Cookies").AddCookie("Cookies");
                services.AddAuthorizationBuilder().SetFallbackPolicy(
                    new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            before: built => built.UseAuthentication().UseAuthorization());

        using var live = await http!.GetAsync("/health/live", TestContext.Current.CancellationToken);
        using var answer = await PostAsync(Tap());
        using var webhook = await http.PostAsJsonAsync(
            "/webhooks/tallyfy/not-the-secret-not-the-secret", new JsonObject(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, webhook.StatusCode);
    }

    [Fact]
    public async Task The_hosts_log_of_requests_does_not_have_ours()
    {
        const string secret = "a-secret-that-nobody-knows-at-all";
        var log = new RecordingLogger();
        await StartAsync(
            services => services
                .AddHttpLogging(options => options.LoggingFields = HttpLoggingFields.All)
                .AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)),
            before: built => built.UseHttpLogging().UseHttpsRedirection().UsePathBase("/base").UseRouting());
        app!.MapGet("/page", () => "the host's");

        foreach (var path in (string[])
            [
                $"/webhooks/tallyfy/{secret}", $"/step-up/{secret}", $"/LINK/{secret}/more", $"/base/link/{secret}",
            ])
        {
            using var post = await http!.PostAsync(path, null, TestContext.Current.CancellationToken);
            using var get = await http.GetAsync(path, TestContext.Current.CancellationToken);
        }

        using var page = await http!.GetAsync("/page", TestContext.Current.CancellationToken);

        Assert.Contains("Path: /page", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_takes_no_filters_is_named_at_the_start()
    {
        var log = new RecordingLogger();
        await StartAsync(services => services.Replace(
            ServiceDescriptor.Singleton<ILoggerFactory>(new ForeignFactory(log))));

        Assert.Contains("ForeignFactory logs for this host", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_approvals_break_the_hosts_bot_answers()
    {
        var bot = new PatientBot();
        await StartAsync(services => services.AddSingleton<IBot>(bot));
        await using (var store = new SqliteConnection($"Data Source={Path.Combine(folder, "bot.db")}"))
        {
            await store.OpenAsync(TestContext.Current.CancellationToken);
            var rename = store.CreateCommand();
            rename.CommandText = "alter table chats rename to gone";
            await rename.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        bot.GoOn();
        using var answer = await PostAsync(Activities.Message(Person.Alex, "hello"));

        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(bot.Begun.IsCompletedSuccessfully);
    }

    private static JsonObject Tap() => Activities.Execute(
        Person.Alex, "1700", "approve", new JsonObject { ["rendering"] = new string('A', 22) });

    private Task<HttpResponseMessage> PostAsync(JsonObject activity) =>
        http!.PostAsJsonAsync("/api/messages", activity, TestContext.Current.CancellationToken);

    private async Task StartAsync(Action<IServiceCollection> change, Action<WebApplication>? before = null)
    {
        app = BareHost.Build(folder, change);
        before?.Invoke(app);
        app.MapTallyfyApprovals();
        await app.StartAsync(TestContext.Current.CancellationToken);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private sealed class PatientBot : IBot
    {
        private readonly TaskCompletionSource<CancellationToken> begun = new();
        private readonly TaskCompletionSource goOn = new();

        public Task<CancellationToken> Begun => begun.Task;

        public void GoOn() => goOn.TrySetResult();

        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            begun.TrySetResult(cancellationToken);
            return goOn.Task;
        }
    }

    private sealed class ForeignFactory(RecordingLogger log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => log.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class Repeating : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class MeddlingAdapter : CloudAdapter, IMiddleware
    {
        private readonly string how;
        private readonly CancellationTokenSource? hangUp;

        public MeddlingAdapter(
            BotFrameworkAuthentication authentication, string how, CancellationTokenSource? hangUp = null)
            : base(authentication)
        {
            (this.how, this.hangUp) = (how, hangUp);
            Use(this);
        }

        public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken)
        {
            if (how is "swallows")
                turnContext.OnSendActivities((_, _, _) => Task.FromResult<Sdk.ResourceResponse[]>([]));

            if (how is "changes the type")
                turnContext.Activity.Type = Sdk.ActivityTypes.Message;

            if (hangUp is not null)
                await hangUp.CancelAsync();

            await next(cancellationToken);

            if (how is "refuses")
                throw new UnauthorizedAccessException();

            if (how is "throws")
                throw new NotSupportedException();
        }
    }
}
