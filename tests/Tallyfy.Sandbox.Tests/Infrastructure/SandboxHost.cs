using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Tests.Infrastructure;

/// <summary>The real program in this process, seeded, with a clock that stands still, called over HTTP.</summary>
internal sealed class SandboxHost : WebApplicationFactory<SandboxState>
{
    public static readonly string Org = $"/api/organizations/{WellKnown.OrganizationId}";

    private readonly (string Name, string Value)[] settings;

    public SandboxHost(params (string Name, string Value)[] settings) => this.settings = settings;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public string Seed { get; init; } = "demo";

    /// <summary>The sandbox's own state, for what no route can bring about.</summary>
    public SandboxState State => Services.GetRequiredService<SandboxState>();

    public Api As(string? token)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Add("X-Tallyfy-Client", "APIClient");
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Api(client);
    }

    public Api AsAdministrator() => As(WellKnown.AccessToken);

    public async Task<Api> AsPersonAsync(string email)
    {
        var application = await ApplicationTokenAsync();
        var minted = await As(application).PostAsync(
            $"/api/applications/{WellKnown.OrganizationId}/users/{Uri.EscapeDataString(email)}/token", null);
        return As(minted.Json.GetProperty("access_token").GetString());
    }

    public async Task<string> ApplicationTokenAsync()
    {
        var answer = await As(null).PostFormAsync("/api/oauth/token", new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = WellKnown.ClientId,
            ["client_secret"] = WellKnown.ClientSecret,
            ["scope"] = "*",
        });
        return answer.Json.GetProperty("access_token").GetString() ?? "";
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("seed", Seed);
        foreach (var (name, value) in settings)
            builder.UseSetting($"Sandbox:{name}", value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }
}
