using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

public sealed class StartStories
{
    private const string Secret = "Zk8~one~of~Entras~own";

    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = "11111111-1111-1111-1111-111111111111",
        ["MicrosoftAppTenantId"] = "22222222-2222-2222-2222-222222222222",
        ["MicrosoftAppPassword"] = Secret,
        ["Tallyfy:Organization"] = "c0a7050c0a7050c0a7050c0a7050c0a7",
        ["Tallyfy:AccessToken"] = "Zk8-one.of-Tallyfys.own-7Qe",
        ["Trail:Key"] = "7Jv0lqD1cXqOZyk3oVtK4s9XrmT2hEwUeJ8bNfA6gYQ=",
        ["Accounts:Proof"] = "Email",
        ["Accounts:Domains:0"] = "example.com",
    };

    [Fact]
    public void The_shipped_settings_bind_and_a_complete_production_is_valid()
    {
        Validate(Complete);
    }

    [Fact]
    public void An_application_in_place_of_a_token_is_valid_too() => Validate(AsApplication);

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
        AssertRefused(Complete.Where(pair => pair.Key != missing), named ?? missing);
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

    [Theory]
    [InlineData("MicrosoftAppType", "")]
    [InlineData("MicrosoftAppType", "Anonymous")]
    [InlineData("MicrosoftAppId", " ")]
    [InlineData("MicrosoftAppId", "my-bot")]
    [InlineData("MicrosoftAppTenantId", "")]
    [InlineData("MicrosoftAppTenantId", "a tenant?")]
    [InlineData("MicrosoftAppPassword", " ")]
    [InlineData("Tallyfy:Organization", "")]
    [InlineData("Tallyfy:AccessToken", "")]
    [InlineData("Tallyfy:AccessToken", " ")]
    [InlineData("Tallyfy:ClientId", "also an application")]
    [InlineData("Tallyfy:BaseUrl", "http://go.tallyfy.example/api")]
    [InlineData("Tallyfy:BaseUrl", "", "Tallyfy:BaseUrl must be a whole web address")]
    [InlineData("Tallyfy:BaseUrl", "foo", "Tallyfy:BaseUrl must be a whole web address")]
    [InlineData("Tallyfy:TokenUrl", "oauth/token", "Tallyfy:TokenUrl must be a whole web address")]
    [InlineData("Tallyfy:WebhookSecret", "guessable")]
    [InlineData("Tallyfy:Organizations:0:Organization", "d0a7050c0a7050c0a7050c0a7050c0a7", "AccessToken")]
    [InlineData("BotOpenIdMetadata", "http://127.0.0.1/keys")]
    [InlineData("Arrivals:PerPerson:Burst", "0", "Burst")]
    [InlineData("Arrivals:PerTenant:PerSecond", "0", "PerSecond")]
    public void Production_with_a_setting_that_is_wrong_refuses_to_start_and_names_it(
        string wrong, string value, string? named = null)
    {
        AssertRefused([.. Complete.Where(pair => pair.Key != wrong), new(wrong, value)], named ?? NameOf(wrong));
    }

    [Theory]
    [InlineData("Tallyfy:ClientId", null)]
    [InlineData("Tallyfy:ClientSecret", null)]
    [InlineData("Tallyfy:ServiceUser", null)]
    [InlineData("Tallyfy:ClientId", "")]
    [InlineData("Tallyfy:ClientSecret", " ")]
    [InlineData("Tallyfy:ServiceUser", "")]
    public void An_application_that_is_half_there_refuses_to_start_and_names_the_other_half(string key, string? value)
    {
        AssertRefused([.. AsApplication.Where(pair => pair.Key != key), new(key, value)], NameOf(key));
    }

    [Fact]
    public void With_nothing_set_everything_that_is_needed_is_named_at_once()
    {
        AssertRefused(
            [], "MicrosoftAppType", "MicrosoftAppId", "MicrosoftAppTenantId", "Tallyfy:Organization", "Trail:Key");
    }

    [Theory]
    [InlineData("Approvals:Templates:0123456789abcdef0123456789abcdef:StepUp", "true", "SignIn:PublicUrl")]
    [InlineData("Accounts:Proof", "SignIn", "SignIn:PublicUrl")]
    [InlineData("Accounts:Proof", "SignIn", "SignIn:Tallyfy:ClientId")]
    [InlineData("SignIn:PublicUrl", "http://bot.example.com", "SignIn:PublicUrl")]
    [InlineData("SignIn:Microsoft:Authority", "http://login.example.com", "SignIn:Microsoft:Authority")]
    [InlineData("SignIn:Tallyfy:AuthorizeUrl", "http://account.example.com", "SignIn:Tallyfy:AuthorizeUrl")]
    public void Where_somebody_must_sign_in_and_cannot_it_refuses_to_start(string key, string value, string named)
    {
        AssertRefused([.. Complete.Where(pair => pair.Key != key), new(key, value)], named);
    }

    [Fact]
    public void A_managed_identity_has_no_secret_to_sign_people_in_with()
    {
        var settings = Complete.Where(pair => pair.Key is not ("MicrosoftAppType" or "MicrosoftAppPassword"));

        AssertRefused(
            [
                .. settings,
                new("MicrosoftAppType", "UserAssignedMSI"),
                new("SignIn:PublicUrl", "https://bot.example.com"),
                new("Approvals:Templates:0123456789abcdef0123456789abcdef:StepUp", "true"),
            ],
            "SignIn:Microsoft:ClientSecret");
    }

    [Theory]
    [InlineData("SignIn:Microsoft:Authority", null)]
    [InlineData("SignIn:Microsoft:ClientId", null)]
    [InlineData("SignIn:Microsoft:ClientSecret", null)]
    [InlineData("SignIn:Microsoft:ClientId", "")]
    [InlineData("SignIn:Microsoft:ClientSecret", "")]
    [InlineData("SignIn:Microsoft:ClientSecret", " ")]
    public void A_link_by_sign_in_needs_Microsofts_sign_in_first_and_the_start_says_so(string key, string? value)
    {
        var settings = new Dictionary<string, string?>(Complete);

        foreach (var own in Complete.Keys.Where(own => own.StartsWith("MicrosoftApp", StringComparison.Ordinal)))
            settings.Remove(own);

        foreach (var (name, set) in SignInWalk.Settings)
            settings[name] = set;

        settings.Remove(key);

        if (value is not null)
            settings[key] = value;

        AssertRefused(settings, key, "Accounts:Proof=SignIn needs it");
    }

    [Fact]
    public void With_the_bots_own_registration_people_sign_in() => Validate(new(Complete)
    {
        ["SignIn:PublicUrl"] = "https://bot.example.com",
        ["Approvals:Templates:0123456789abcdef0123456789abcdef:StepUp"] = "true",
    });

    private static Dictionary<string, string?> AsApplication => new(
        Complete.Where(pair => pair.Key != "Tallyfy:AccessToken"))
    {
        ["Tallyfy:ClientId"] = "a client",
        ["Tallyfy:ClientSecret"] = Secret,
        ["Tallyfy:ServiceUser"] = "bot@example.com",
    };

    private static void AssertRefused(IEnumerable<KeyValuePair<string, string?>> settings, params string[] named)
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Validate(settings.ToDictionary()));

        Assert.IsType<OptionsValidationException>(refusal);
        Assert.All(named, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    private static string NameOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    // What the program does before it starts anything.
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

        app.MapTallyfyBot();
    }
}
