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
    }
}
