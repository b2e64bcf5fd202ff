using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.FrontDoor;
using Tallyfy.Bot.Installing;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot;

/// <summary>What this is made of, in the order an approval travels.</summary>
internal static class BotComposition
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTallyfyBot()
        {
            builder.AddStorage(); // first: migrations run before any worker starts
            builder.AddFrontDoor();
            builder.AddTallyfy();
            builder.AddIntake();
            builder.AddApprovals();
            builder.AddAccounts();
            builder.AddSignIn();
            builder.AddDelivery();
            builder.AddInstalling();
            builder.AddTeams();
            builder.AddTrail();
            builder.AddOperators();
            builder.AddObservability();
        }
    }

    extension(WebApplication app)
    {
        public void MapTallyfyBot()
        {
            app.UseFrontDoor();
            app.UseSignIn();
            app.MapTallyfyWebhooks();
            app.MapMessages();
            app.MapSignIn();
            app.MapHealth();
        }
    }
}
