using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Browser;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Health;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.RequestLimits;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Trail;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot;

/// <summary>What this is made of, floor by floor: each knows only those above it in this list.</summary>
internal static class BotComposition
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTallyfyBot()
        {
            builder.AddObservability();
            builder.AddStorage(); // before every worker: migrations run first
            builder.AddWork();
            builder.AddOrganizations(); // its leases end after all that works under them
            builder.AddTrail();
            builder.AddPeople();
            builder.AddApprovals();
            builder.AddRequestLimits();
            builder.AddSignIn();
            builder.AddLinking();
            builder.AddDelivery();
            builder.AddOperators();
            builder.AddIntake();
            builder.AddDeciding();
            builder.AddHealth();
            builder.AddTeams();
            builder.AddBrowser();
        }
    }

    extension(WebApplication app)
    {
        public void MapTallyfyBot()
        {
            app.UseRequestLimits();
            app.UseBrowser();
            app.MapTallyfyWebhooks();
            app.MapMessages();
            app.MapSignIn();
            app.MapHealth();
        }
    }
}
