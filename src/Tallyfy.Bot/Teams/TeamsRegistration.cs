using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Protocol;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Settings;

namespace Tallyfy.Bot.Teams;

internal static class TeamsRegistration
{
    /// <summary>The bot's registration, which stands at the root of the configuration.</summary>
    public static OwnSection Settings { get; } = OwnSection.Of<BotFrameworkOptions>(null);

    extension(WebApplicationBuilder builder)
    {
        public void AddTeams()
        {
            builder.Services.AddBotFramework(builder.Configuration);
            builder.Services
                .AddSingleton<IValidateOptions<BotFrameworkOptions>, RegistrationSecretValidator>();
            builder.Services.TryAddSingleton<IChatChannel, TeamsChannel>(); // another door brings its own
            builder.Services.AddSingleton<PersonalChat>();
            builder.Services.AddSingleton<TakenMessageStore>();
            builder.Services.AddSingleton<ReceiveMessage>();
            builder.Services.AddSingleton<AnswerWords>();
            builder.Services.AddSingleton<WelcomePerson>();
            builder.Services.AddSingleton<MessageCommands>();
            builder.Services.AddSingleton<InstallationHandler>();
            builder.Services.AddSingleton<TapApproval>();
            builder.Services.AddSingleton<CardActionHandler>();
            builder.Services.AddSingleton<ApprovalsBot>();
            builder.Services.AddSingleton<ApprovalsGuest>();
            builder.Services.AddSingleton<InstallationSignal>();
            builder.Services.AddSingleton<InstallForMember>();
            builder.Services.AddHostedService<InstallationWorker>();
        }
    }
}
