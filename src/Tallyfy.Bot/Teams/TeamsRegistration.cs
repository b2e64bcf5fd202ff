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
            builder.Services.AddSingleton<IChatChannel, TeamsChannel>();
            builder.Services.AddSingleton<PersonalChat>();
            builder.Services.AddSingleton<MessageCommands>();
            builder.Services.AddSingleton<InstallationHandler>();
            builder.Services.AddSingleton<CardActionHandler>();
            builder.Services.AddSingleton<ApprovalsBot>();
            builder.Services.AddSingleton<InstallationSignal>();
            builder.Services.AddSingleton<InstallForMember>();
            builder.Services.AddHostedService<InstallationWorker>();
        }
    }
}
