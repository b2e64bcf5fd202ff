using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol;

namespace Tallyfy.Bot.Teams;

internal static class TeamsRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTeams()
        {
            builder.Services.AddBotFramework(builder.Configuration);
            builder.Services.AddSingleton<TeamsChannel>();
            builder.Services.AddSingleton<IChatChannel>(provider => provider.GetRequiredService<TeamsChannel>());
            builder.Services.AddSingleton<AnswerChannel>();
            builder.Services.AddSingleton<IRoster>(provider => provider.GetRequiredService<AnswerChannel>());
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
