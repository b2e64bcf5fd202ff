using Microsoft.Extensions.Options;
using Tallyfy.Client;

namespace Tallyfy.Bot.Intake;

internal static class IntakeRegistration
{
    // Puts the path of a request around every line that is logged during it, as long as anything of it is on.
    private const string CarriesPaths = "Microsoft.AspNetCore.Hosting.Diagnostics";

    // These write the path of a request, and the path of a webhook is a secret: no setting may turn them on.
    private static readonly string[] WritePaths =
    [
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.HostFiltering",
        "Microsoft.AspNetCore.StaticFiles",
    ];

    extension(WebApplicationBuilder builder)
    {
        public void AddIntake()
        {
            builder.Services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();
            builder.Services.AddOptions<IntakeOptions>()
                .BindConfiguration(IntakeOptions.Section)
                .PostConfigure<IHostEnvironment>((options, environment) =>
                {
                    var usual = environment.IsDevelopment() ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(1);
                    options.SweepEvery ??= usual;
                    options.FeedEvery ??= usual;
                })
                .ValidateOnStart();
            builder.Services.AddSingleton<IntakeStatus>();
            builder.Services.AddSingleton<RequestBudget>();
            builder.Services.AddSingleton<WebhookSecrets>();
            builder.Services.AddSingleton<HintSignal>();
            builder.Services.AddSingleton<HintStore>();
            builder.Services.AddSingleton<RunApprovalStore>();
            builder.Services.AddSingleton<IntakeLeaseStore>();
            builder.Services.AddSingleton<FollowHint>();
            builder.Services.AddSingleton<ReadFeed>();
            builder.Services.AddSingleton<IntakeLease>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<IntakeLease>()); // first, so that it stops last
            builder.Services.AddHostedService<HintWorker>();
            builder.Services.AddHostedService<ActivityFeed>();
            builder.Services.AddHostedService<ApprovalSweep>();
            builder.Services.AddHostedService<RegisterWebhook>();
            builder.Services.AddHttpClient(TallyfyClientRegistration.ApiClientName)
                .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
                {
                    var budget = provider.GetRequiredService<RequestBudget>();
                    handlers.Insert(0, new BudgetGate(budget));
                    handlers.Add(new BudgetCount(budget));
                });

            builder.Logging.AddFilter(CarriesPaths, LogLevel.None);

            foreach (var category in WritePaths)
                builder.Logging.AddFilter(category, LogLevel.Warning);
        }
    }
}
