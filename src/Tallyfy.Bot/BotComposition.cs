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
    /// <summary>Whether a request comes to the bot, beside those of the chat platform.</summary>
    public static bool IsOwn(PathString path) =>
        path.StartsWithSegments(TallyfyWebhookEndpoint.Path.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(HealthEndpoints.Root, StringComparison.OrdinalIgnoreCase)
        || SignInEndpoints.RootOf(path) is not null;

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
            app.UseTallyfyBot();
            app.MapOwn().MapMessages();
            app.MapTallyfyBotBesideMessages();
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>What stands before every address of the bot.</summary>
        public void UseTallyfyBot()
        {
            app.UseRequestLimits();
            app.UseBrowser();
            app.UseTallyfyWebhooks();
        }
    }

    extension(IEndpointRouteBuilder endpoints)
    {
        /// <summary>Every address but that of the chat platform, which each door opens itself.</summary>
        public void MapTallyfyBotBesideMessages()
        {
            var addresses = endpoints.MapOwn();
            addresses.MapTallyfyWebhooks();
            addresses.MapSignIn();
            addresses.MapHealth();
        }

        /// <summary>Each checks for itself who calls, so no policy of a host stands before it.</summary>
        public RouteGroupBuilder MapOwn() =>
            endpoints.MapGroup("").AllowAnonymous().WithMetadata(new OwnAddress());
    }
}
