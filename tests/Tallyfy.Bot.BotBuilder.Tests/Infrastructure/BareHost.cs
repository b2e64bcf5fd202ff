using EchoBotWithApprovals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.BotBuilder.Tests.Infrastructure;

/// <summary>The least that a host has, with the approvals; Tallyfy is silent.</summary>
internal static class BareHost
{
    public static WebApplication Build(
        string folder,
        Action<IServiceCollection> change,
        Dictionary<string, string?>? settings = null,
        bool again = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "Sqlite",
            ["ConnectionStrings:Bot"] = $"Data Source={Path.Combine(folder, "bot.db")}",
            ["Tallyfy:BaseUrl"] = "http://127.0.0.1:9/api",
            ["Tallyfy:Organization"] = WellKnown.OrganizationId,
            ["Tallyfy:AccessToken"] = WellKnown.AccessToken,
            ["Management:Urls"] = "http://127.0.0.1:0",
        }.Concat(settings ?? []).GroupBy(one => one.Key).ToDictionary(one => one.Key, one => one.Last().Value));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting().AddLogging(logging => logging.ClearProviders());
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<BotFrameworkAuthentication, ConfigurationBotFrameworkAuthentication>();
        builder.Services.AddSingleton<IBotFrameworkHttpAdapter, AdapterWithErrorHandler>();
        builder.AddTallyfyApprovals();

        if (again)
            builder.AddTallyfyApprovals();

        change(builder.Services);
        return builder.Build();
    }
}
