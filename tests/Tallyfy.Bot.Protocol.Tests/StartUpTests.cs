using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>Which settings a host starts with, and what it says when it does not.</summary>
public sealed class StartUpTests
{
    private const string Type = "MicrosoftAppType";
    private const string Id = "MicrosoftAppId";
    private const string Password = "MicrosoftAppPassword";
    private const string Tenant = "MicrosoftAppTenantId";

    private static readonly Dictionary<string, string?> Managed = With((Type, "UserAssignedMSI"), (Password, null));

    private static readonly Dictionary<string, Start> Rows = new()
    {
        ["single tenant"] = new(Environments.Production, GateHost.Identity, []),
        ["multi tenant"] = new(Environments.Production, With((Type, "MultiTenant")), []),
        ["managed identity"] = new(Environments.Production, Managed, []),
        ["the type in lower case"] = new(Environments.Production, With((Type, "singletenant")), []),
        ["the government cloud"] =
            new(Environments.Production, With(("ChannelService", "https://botframework.azure.us")), []),
        ["the Chinese cloud"] =
            new(Environments.Production, With(("ChannelService", "https://botframework.azure.cn/")), []),
        ["nothing"] = new(Environments.Production, [], [Type, Id, Tenant]),
        ["nothing in staging"] = new(Environments.Staging, [], [Type, Id, Tenant]),
        ["nothing in development"] = new(Environments.Development, [], []),
        ["a tenant alone in development"] = new(Environments.Development, new() { [Tenant] = "contoso.example" }, []),
        ["a forgotten id in development"] = new(Environments.Development, With((Id, null)), [Id]),
        ["a type alone in development"] = new(Environments.Development, new() { [Type] = "MultiTenant" }, [Id]),
        ["a password alone in development"] =
            new(Environments.Development, new() { [Password] = "secret-of-the-test" }, [Id]),
        ["no type"] = new(Environments.Production, With((Type, null)), [Type]),
        ["no type in development"] = new(Environments.Development, With((Type, null)), [Type]),
        ["an unknown type"] = new(Environments.Production, With((Type, "Multi")), [Type]),
        ["a type given as a number"] = new(Environments.Production, With((Type, "2")), [Type]),
        ["no id"] = new(Environments.Production, With((Id, null)), [Id]),
        ["a blank id"] = new(Environments.Production, With((Id, " ")), [Id]),
        ["an id that is no GUID"] = new(Environments.Production, With((Id, "my-bot")), [Id]),
        ["no tenant"] = new(Environments.Production, With((Tenant, null)), [Tenant]),
        ["no tenant for a multi-tenant bot"] =
            new(Environments.Production, With((Type, "MultiTenant"), (Tenant, null)), [Tenant]),
        ["a tenant that is an address"] =
            new(Environments.Production, With((Tenant, "https://login.example/t")), [Tenant]),
        ["no password"] = new(Environments.Production, With((Password, null)), [Password]),
        ["no password for a multi-tenant bot"] =
            new(Environments.Production, With((Type, "MultiTenant"), (Password, null)), [Password]),
        ["a password beside a managed identity"] =
            new(Environments.Production, With((Type, "UserAssignedMSI")), [Password]),
        ["an unknown cloud"] =
            new(Environments.Production, With(("ChannelService", "https://botframework.example")), ["ChannelService"]),
        ["metadata over http"] = Http("BotOpenIdMetadata", Environments.Production),
        ["metadata over http in development"] = Http("BotOpenIdMetadata", Environments.Development),
        ["metadata that is no address"] =
            new(Environments.Production, With(("BotOpenIdMetadata", "metadata")), ["BotOpenIdMetadata"]),
        ["an issuer over http"] = Http("ToBotFromChannelTokenIssuer", Environments.Production),
        ["a login over http"] = Http("ToChannelFromBotLoginUrl", Environments.Development),
        ["a scope over http"] = Http("ToChannelFromBotOAuthScope", Environments.Production),
        ["a local issuer in development"] = Local("ToBotFromChannelTokenIssuer"),
        ["a local login in development"] = Local("ToChannelFromBotLoginUrl"),
        ["a local scope in development"] = Local("ToChannelFromBotOAuthScope"),
        ["local metadata in development"] =
            new(Environments.Development, With(("BotOpenIdMetadata", "http://127.0.0.1:5000/")), []),
        ["local metadata in production"] =
            new(Environments.Production, With(("BotOpenIdMetadata", "http://127.0.0.1:5000/")), ["BotOpenIdMetadata"]),
    };

    public static TheoryData<string> Starts => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_host_starts_or_names_every_key_that_keeps_it_from_starting(string name)
    {
        var (environment, settings, named) = Rows[name];

        var faults = await FaultsAsync(environment, settings);

        Assert.Equal(named.Length, faults.Count);
        Assert.All(named, key => Assert.Contains(faults, fault => fault.Contains(key, StringComparison.Ordinal)));
        Assert.DoesNotContain(faults, fault => fault.Contains("secret-of-the-test", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyCollection<string>> FaultsAsync(
        string environment, Dictionary<string, string?> settings)
    {
        try
        {
            await using var host = await GateHost.StartAsync(environment, settings);
            return [];
        }
        catch (OptionsValidationException refusal)
        {
            return [.. refusal.Failures];
        }
    }

    private static Start Http(string key, string environment) =>
        new(environment, With((key, "http://login.example/openid")), [key]);

    private static Start Local(string key) =>
        new(Environments.Development, With((key, "http://127.0.0.1:5000/")), [key]);

    private static Dictionary<string, string?> With(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(GateHost.Identity);

        foreach (var (key, value) in changes)
            settings[key] = value;

        return settings;
    }

    private sealed record Start(string Environment, Dictionary<string, string?> Settings, string[] Named);
}
