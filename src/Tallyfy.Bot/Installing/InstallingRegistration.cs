using Microsoft.Extensions.Options;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.Installing;

internal static class InstallingRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddInstalling()
        {
            builder.Services.AddSingleton<IValidateOptions<InstallingOptions>, InstallingOptionsValidator>();
            builder.Services.AddOptions<InstallingOptions>().BindConfiguration(InstallingOptions.Section).ValidateOnStart();
            builder.Services.AddSingleton<InstallationStore>();
            builder.Services.AddSingleton<InstallationSignal>();
            builder.Services.AddSingleton<InstallForMember>();
            builder.Services.AddHostedService<InstallationWorker>();
        }
    }
}
