namespace Tallyfy.Bot.Observability;

internal static class ObservabilityRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddObservability() => builder.Services.AddSingleton<BotMetrics>();
    }
}
