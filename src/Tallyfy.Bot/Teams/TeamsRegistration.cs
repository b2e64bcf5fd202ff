using Microsoft.Extensions.DependencyInjection.Extensions;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Protocol;

namespace Tallyfy.Bot.Teams;

internal static class TeamsRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTeams()
        {
            builder.Services.AddBotFramework(builder.Configuration);
            builder.Services.TryAddSingleton<IChatChannel, TeamsChannel>(); // another door brings its own
            builder.Services.AddSingleton<PersonalChat>();
            builder.Services.AddSingleton<MessageCommands>();
            builder.Services.AddSingleton<InstallationHandler>();
            builder.Services.AddSingleton<CardActionHandler>();
            builder.Services.AddSingleton<ApprovalsBot>();
            builder.Services.AddSingleton<ApprovalsGuest>();
            builder.Services.AddSingleton<InstallationSignal>();
            builder.Services.AddSingleton<InstallForMember>();
            builder.Services.AddHostedService<InstallationWorker>();
        }
    }
}
