using EchoBotWithApprovals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Hosts;

/// <summary>Hosts that lack something or have it twice, and what the approvals leave as it was.</summary>
public sealed class HostTests : IDisposable
{
    internal static readonly Dictionary<string, string?> SignIn = new()
    {
        ["SignIn:PublicUrl"] = "https://bot.example.com/approvals",
        ["SignIn:Microsoft:Authority"] = "https://login.test/tenant/v2.0",
        ["SignIn:Microsoft:ClientId"] = "client",
        ["SignIn:Microsoft:ClientSecret"] = "secret",
        ["SignIn:Tallyfy:AuthorizeUrl"] = "https://tallyfy.test/authorize",
        ["SignIn:Tallyfy:ClientId"] = "client",
        ["SignIn:Tallyfy:ClientSecret"] = "secret",
    };

    private readonly string folder = StoryFolder.Create();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_host_with_all_it_needs_starts()
    {
        await using var app = Build(_ => { });
        app.MapTallyfyApprovals();

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_an_adapter() => await RefusesAsync(
        "There is no adapter: register your CloudAdapter as IBotFrameworkHttpAdapter.",
        services => services.Remove(services.Single(one => one.ServiceType == typeof(IBotFrameworkHttpAdapter))));

    [Fact]
    public async Task With_two_adapters() => await RefusesAsync(
        "There are two adapters: register only one of them as IBotFrameworkHttpAdapter.",
        services => services.AddSingleton<IBotFrameworkHttpAdapter, AdapterWithErrorHandler>());

    [Fact]
    public async Task With_two_bots() => await RefusesAsync(
        "There are two bots: register only one of them as IBot, and let it call the other.",
        services => services.AddTransient<IBot, EchoBot>().AddTransient<IBot, EchoBot>());

    [Fact]
    public async Task With_a_controller_still_at_the_address() => await RefusesAsync(
        "Two endpoints answer POST /api/messages: remove the controller that calls the adapter.",
        _ => { },
        app =>
        {
            app.MapPost("api/messages", () => "the old one");
            app.MapTallyfyApprovals();
        });

    [Theory]
    [InlineData("/health/live", "GET /health/live")]
    [InlineData("link/{id}", "GET /link/{nonce}")]
    [InlineData("/api/messages", "POST /api/messages: remove the controller")]
    [InlineData("/Webhooks/Tallyfy/{any}", "POST /webhooks/tallyfy/{secret}")]
    public async Task With_an_address_of_ours(string pattern, string named) => await RefusesAsync(
        $"Two endpoints answer {named}",
        _ => { },
        app =>
        {
            app.MapTallyfyApprovals();
            app.Map(pattern, () => "the host's");
        });

    [Fact]
    public async Task Beside_keyed_services_of_its_own_it_starts()
    {
        await using var app = Build(services => services
            .AddTransient<IBot, EchoBot>()
            .AddKeyedTransient<IBot, EchoBot>("another")
            .AddKeyedSingleton<IBotFrameworkHttpAdapter, AdapterWithErrorHandler>("another"));
        app.MapTallyfyApprovals();

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task With_a_keyed_adapter_only() => await RefusesAsync(
        "There is no adapter",
        services => services
            .AddKeyedSingleton<IBotFrameworkHttpAdapter, AdapterWithErrorHandler>("one")
            .Remove(services.Single(one => !one.IsKeyedService
                && one.ServiceType == typeof(IBotFrameworkHttpAdapter))));

    [Fact]
    public async Task With_schemes_of_the_same_names_it_starts()
    {
        await using var app = Build(
            services => services.AddAuthentication("Microsoft").AddCookie("Microsoft").AddCookie("Tallyfy")
                .AddCookie("BotFramework"),
            SignIn);
        app.MapTallyfyApprovals();

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Tallyfy:BaseUrl", "ftp://127.0.0.1/x")]
    [InlineData("Tallyfy:BaseUrl", "file:///etc/passwd")]
    [InlineData("Tallyfy:BaseUrl", "https://u:p@tallyfy.test/api")]
    [InlineData("Tallyfy:BaseUrl", "https://tallyfy.test/api?x=1")]
    [InlineData("Tallyfy:BaseUrl", "https://tallyfy.test/api#f")]
    [InlineData("Tallyfy:TokenUrl", "ftp://127.0.0.1/")]
    [InlineData("Tallyfy:PublicUrl", "ftp://127.0.0.1/")]
    public async Task With_no_web_address(string setting, string address)
    {
        await using var app = Build(_ => { }, new Dictionary<string, string?> { [setting] = address });

        var refusal = Assert.Throws<OptionsValidationException>(() => app.MapTallyfyApprovals());

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registered_and_not_mapped() => await RefusesAsync(
        "The approvals have no address: call app.MapTallyfyApprovals() before app.Run().", _ => { }, _ => { });

    [Fact]
    public async Task Without_a_store()
    {
        await using var app = Build(
            _ => { },
            new Dictionary<string, string?> { ["ConnectionStrings:Bot"] = null });

        var refusal = Assert.Throws<OptionsValidationException>(() => app.MapTallyfyApprovals());

        Assert.Contains("ConnectionStrings:Bot", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_and_not_registered()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var refusal = Assert.Throws<InvalidOperationException>(() => app.MapTallyfyApprovals());

        Assert.StartsWith("The approvals are not registered", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_twice()
    {
        await using var app = Build(_ => { });
        app.MapTallyfyApprovals();

        var refusal = Assert.Throws<InvalidOperationException>(() => app.MapTallyfyApprovals("/talk"));

        Assert.Equal(
            "app.MapTallyfyApprovals() was called twice, for /api/messages and /talk: call it once.", refusal.Message);
    }

    [Theory]
    [InlineData("api/messages")]
    [InlineData("~/api/messages")]
    [InlineData("/api/messages/")]
    [InlineData("/api/{x}")]
    [InlineData("/api/*")]
    [InlineData("api/{")]
    [InlineData("/")]
    [InlineData("?x")]
    [InlineData("/a//b")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/.")]
    [InlineData("/..")]
    [InlineData("/a/../b")]
    [InlineData("/./api")]
    [InlineData("/health")]
    [InlineData("/health/ours")]
    [InlineData("/Webhooks/Tallyfy")]
    [InlineData("/link")]
    public async Task At_what_is_no_address(string pattern)
    {
        await using var app = Build(_ => { });

        var refusal = Assert.Throws<ArgumentException>(() => app.MapTallyfyApprovals(pattern));

        Assert.StartsWith($"\"{pattern}\" is ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("give a path such as /api/messages", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_is_not_made_before_somebody_talks_to_it()
    {
        await using var app = Build(services => services.AddScoped<IBot>(_ => throw new NotSupportedException()));
        app.MapTallyfyApprovals();

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Registered_twice_they_are_there_once()
    {
        await using var app = Build(_ => { }, again: true);
        app.MapTallyfyApprovals();

        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Single(app.Services.GetServices<HostCheck>());
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Every_address_of_ours_has_our_headers_and_the_hosts_have_not()
    {
        await using var app = Build(_ => { });
        app.MapTallyfyApprovals("/talk");
        app.MapGet("/page", () => "the host's");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var ours = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!).Where(path => path != "/page").ToList();

        Assert.True(ours.Count > 5, string.Join(' ', ours));

        foreach (var path in ours)
        {
            using var answer = await http.GetAsync(
                path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
            Assert.True(answer.Headers.Contains("X-Content-Type-Options"), path);
        }

        using var page = await http.GetAsync("/page", TestContext.Current.CancellationToken);
        Assert.False(page.Headers.Contains("X-Content-Type-Options"));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_hosts_only_scheme_stays_its_default()
    {
        await using var app = Build(services => services.AddAuthentication().AddCookie("Cookies"));

        var schemes = app.Services.GetRequiredService<IAuthenticationSchemeProvider>();

        Assert.Equal("Cookies", (await schemes.GetDefaultAuthenticateSchemeAsync())?.Name);
    }

    // Whatever stands before ours in the host: what comes back from a sign-in is answered behind the address put right.
    [Theory]
    [InlineData("/link/signed-in", false)]
    [InlineData("/link/signed-in", true)]
    [InlineData("/step-up/signed-in", false)]
    [InlineData("/step-up/signed-in", true)]
    public async Task What_comes_back_from_a_sign_in_is_answered_by_ours(string callback, bool hasOwn)
    {
        await using var app = Build(services => services.AddAuthentication("Cookies").AddCookie("Cookies"), SignIn);

        if (hasOwn)
            app.UseAuthentication();

        app.MapTallyfyApprovals();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var answer = await http.GetAsync($"{callback}?error=x", TestContext.Current.CancellationToken);

        Assert.Contains("nosniff", answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"), "it was not taken for https");
        Assert.Contains(
            "<html", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.OrdinalIgnoreCase);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task RefusesAsync(
        string sentence, Action<IServiceCollection> change, Action<WebApplication>? map = null)
    {
        await using var app = Build(change);
        (map ?? (built => built.MapTallyfyApprovals()))(app);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith(sentence, refusal.Message, StringComparison.Ordinal);
    }

    private WebApplication Build(
        Action<IServiceCollection> change, Dictionary<string, string?>? settings = null, bool again = false) =>
        BareHost.Build(folder, change, settings, again);
}
