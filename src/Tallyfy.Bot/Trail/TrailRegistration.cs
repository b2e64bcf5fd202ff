using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Trail;

internal static class TrailRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTrail()
        {
            builder.AddTrailBesideTheBot();
            builder.Services.AddSingleton<TrailSignal>();
            builder.Services.AddSingleton<SealTrail>();
            builder.Services.AddSingleton<FormerTrailCheck>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<FormerTrailCheck>());
            builder.Services.AddHostedService<TrailSealer>();
            builder.Services.AddHttpClient(WitnessWorker.Client).AddStandardResilienceHandler();
            builder.Services.AddHostedService<WitnessWorker>();
        }

        /// <summary>What a command needs that looks at the trail.</summary>
        public void AddTrailBesideTheBot()
        {
            builder.Services.AddSingleton<IValidateOptions<TrailOptions>, TrailOptionsValidator>();
            builder.Services.AddOptions<TrailOptions>().BindConfiguration(TrailOptions.Section).ValidateOnStart();
            builder.Services.AddSingleton<TrailKeys>();
            builder.Services.AddSingleton<TrailStore>();
            builder.Services.AddSingleton<TrailHeadStore>();
            builder.Services.AddSingleton<WitnessQueue>();
            builder.Services.AddSingleton<TrailWitness>();
            builder.Services.AddSingleton<OwnFiles>();
            builder.Services.AddSingleton<FormerTrail>();
            builder.Services.AddSingleton<VerifyTrail>();
            builder.Services.AddSingleton<ProveEntry>();
            builder.Services.AddSingleton<PruneTrail>();
            builder.Services.AddSingleton<ReplaceLostKey>();
            builder.Services.AddSingleton<ExportTrail>();
        }
    }
}
