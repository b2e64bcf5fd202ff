using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Browser;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Health;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.RequestLimits;
using Tallyfy.Bot.Settings;
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
        /// <param name="isGuest">The program is somebody else's, and so are settings that are not ours.</param>
        public void AddTallyfyBot(bool isGuest = false)
        {
            builder.Services.AddSingleton(new CheckSettings(OwnSettings.Sections, isWholeProgram: !isGuest));
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
            builder.AddListening();
        }
    }

    extension(WebApplication app)
    {
        /// <summary>Before anything is started: whoever starts a bot without a store is told why.</summary>
        /// <exception cref="StoreRefusedException">It cannot be used; the sentence says why.</exception>
        public async Task OpenStoreAsync(CancellationToken cancellationToken)
        {
            await app.Services.GetRequiredService<StorageStartup>().OpenAsync(cancellationToken);
            await app.Services.GetRequiredService<FormerTrailCheck>().ExecuteAsync(cancellationToken);
        }

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
        /// <exception cref="OptionsValidationException">Settings are wrong: its failures say all of it.</exception>
        public void UseTallyfyBot()
        {
            app.ApplicationServices.GetRequiredService<CheckSettings>().Execute(app.ApplicationServices);
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
