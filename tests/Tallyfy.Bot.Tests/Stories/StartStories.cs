using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Tests.Stories;

public sealed class StartStories
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = "11111111-1111-1111-1111-111111111111",
        ["MicrosoftAppTenantId"] = "22222222-2222-2222-2222-222222222222",
        ["MicrosoftAppPassword"] = "a secret",
        ["Tallyfy:Organization"] = "c0a7050c0a7050c0a7050c0a7050c0a7",
        ["Tallyfy:AccessToken"] = "a token",
        ["Trail:Key"] = "c2l4dGVlbiB0aW1lcyB0d28gYnl0ZXMgb2Yga2V5ICEh",
        ["Accounts:Proof"] = "Email",
        ["Accounts:Domains:0"] = "example.com",
    };

    [Fact]
    public void The_shipped_settings_bind_and_a_complete_production_is_valid()
    {
        Validate(Complete);
    }

    [Theory]
    [InlineData("MicrosoftAppType")]
    [InlineData("MicrosoftAppId")]
    [InlineData("MicrosoftAppTenantId")]
    [InlineData("MicrosoftAppPassword")]
    [InlineData("Tallyfy:Organization", "Organization")]
    [InlineData("Tallyfy:AccessToken", "AccessToken")]
    [InlineData("Trail:Key")]
    [InlineData("Accounts:Domains:0", "Accounts:Domains")]
    public void Production_without_a_setting_refuses_to_start_and_names_it(string missing, string? named = null)
    {
        var settings = Complete.Where(pair => pair.Key != missing).ToDictionary();

        var refusal = Assert.ThrowsAny<Exception>(() => Validate(settings));

        Assert.Contains(named ?? missing, refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trail:Key", "not base64")]
    [InlineData("Trail:Key", "dG9vIHNob3J0")]
    [InlineData("Trail:PreviousKeys:0", "dG9vIHNob3J0")]
    public void A_key_of_the_trail_that_can_be_guessed_is_refused_without_being_told(string setting, string key)
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Validate(new(Complete) { [setting] = key }));

        Assert.Contains(setting.TrimEnd(':', '0'), refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, refusal.ToString(), StringComparison.Ordinal);
    }

    // What the host does first when it starts, without the rest of its start.
    private static void Validate(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddTallyfyBot();
        using var app = builder.Build();

        ((IStartupValidator)app.Services.GetService(typeof(IStartupValidator))!).Validate();
    }
}
