using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Observability;

internal static class ObservabilityRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddObservability()
        {
            builder.Services.AddSingleton<BotMetrics>();
            builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietCategories>();
        }

        /// <summary>For a program of our own: a host that we are only part of writes its log as it likes.</summary>
        public void ShapeLog() => builder.Configuration.Sources.Insert(
            0,
            new MemoryConfigurationSource
            {
                InitialData = LogDefaults.Of(builder.Configuration, builder.Environment),
            });

        /// <summary>For a program of our own: a host that we are only part of logs as it likes.</summary>
        public void LimitLog()
        {
            builder.Services.AddSingleton<IValidateOptions<LogLimitOptions>, LogLimitOptionsValidator>();
            builder.Services.AddOptions<LogLimitOptions>().BindConfiguration(LogLimitOptions.Section).ValidateOnStart();
            builder.Logging.AddSampler<LogLimit>();
            builder.Services.AddSingleton(provider => (LogLimit)provider.GetRequiredService<LoggingSampler>());
            builder.Services.AddHostedService<LogLimitWorker>();
        }
    }
}
