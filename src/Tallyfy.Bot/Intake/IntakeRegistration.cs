using Microsoft.Extensions.Options;
using Tallyfy.Bot.Work;
using Tallyfy.Client;

namespace Tallyfy.Bot.Intake;

internal static class IntakeRegistration
{
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
            builder.Services.AddSingleton<IntakeDelay>();
            builder.Services.AddSingleton<RequestBudget>();
            builder.Services.AddSingleton<WebhookSecrets>();
            builder.Services.AddSingleton<WebhookArrivals>();
            builder.Services.AddSingleton<HintSignal>();
            builder.Services.AddQueue<HintStore>();
            builder.Services.AddSingleton<ListingStore>();
            builder.Services.AddSingleton<ReadApproval>();
            builder.Services.AddSingleton<FindPendingApprovals>();
            builder.Services.AddSingleton<ReconcileApproval>();
            builder.Services.AddSingleton<FollowHint>();
            builder.Services.AddSingleton<ReadFeed>();
            builder.Services.AddSingleton<SweepOrganization>();
            builder.Services.AddHostedService<HintWorker>();
            builder.Services.AddHostedService<ActivityFeed>();
            builder.Services.AddHostedService<ApprovalSweep>();
            builder.Services.AddHostedService<RegisterWebhook>();
            builder.Services.AddHostedService<TemplateWatch>();
            builder.Services.AddHttpClient(TallyfyClientRegistration.ApiClientName)
                .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
                {
                    var budget = provider.GetRequiredService<RequestBudget>();
                    handlers.Insert(0, new QuotaHandler(budget));
                    handlers.Add(new QuotaCounter(budget));
                });
        }
    }
}
