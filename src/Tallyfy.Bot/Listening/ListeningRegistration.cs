using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Listening;

internal static class ListeningRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddListening()
        {
            builder.Services.AddSingleton<IValidateOptions<ManagementOptions>, ManagementOptionsValidator>();
            builder.Services.AddOptions<ManagementOptions>()
                .BindConfiguration(ManagementOptions.Section)
                .ValidateOnStart();
            builder.Services.AddSingleton<ManagementServer>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<ManagementServer>());
            builder.Services.AddHostedService<TellPlainHttp>();
        }
    }
}
