using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api;
using Tallyfy.Sandbox.Control;
using Tallyfy.Sandbox.Faults;
using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Page;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.Webhooks;

namespace Tallyfy.Sandbox;

internal static class SandboxComposition
{
    public static void AddSandbox(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(SandboxCommandLine.DefaultAddress);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        builder.Services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services =>
            Seeds.Create(builder.Configuration["seed"], services.GetRequiredService<TimeProvider>().GetUtcNow()));
        builder.Services.AddSingleton<WriteJournal>();
        builder.Services.AddSingleton<FaultBoard>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<ApiEndpoint>();
        builder.Services.AddSingleton<TaskDesk>();
        builder.AddWebhooks();
        builder.Services.AddHostedService<StartNotice>();
    }

    public static void MapSandbox(this WebApplication app)
    {
        app.MapTallyfyApi();
        app.MapSandboxSignIn();
        app.MapSandboxControl();
        app.MapSandboxPage();
    }
}
