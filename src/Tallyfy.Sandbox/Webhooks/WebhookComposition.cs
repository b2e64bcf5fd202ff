namespace Tallyfy.Sandbox.Webhooks;

internal static class WebhookComposition
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SentWebhooks>();
        builder.Services.AddSingleton<SendWebhook>();
        builder.Services.AddHostedService<WebhookWorker>();
        // An answer that points elsewhere is not followed, and no proxy carries it off this machine.
        builder.Services.AddHttpClient(SendWebhook.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
    }
}
