using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Health;

internal static class HealthRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddHealth()
        {
            builder.Services.AddSingleton<DeliveryReport>();
            builder.Services.AddSingleton<IntakeReport>();
            builder.Services.AddSingleton<ReadinessReport>();
            builder.Services.AddSingleton<TallyfyReport>();
            builder.Services.AddSingleton<ReadinessWord>();
        }

        /// <summary>What a command needs that lists and re-sends dead letters, beside the running bot.</summary>
        public void AddDeadLettersBesideTheBot()
        {
            builder.AddStoreBesideTheBot();
            builder.AddWork();
            builder.Services.AddSingleton<DeliveryReport>();
            builder.Services.AddSingleton<HintSignal>();
            builder.Services.AddQueue<Outbox>();
            builder.Services.AddQueue<CommentStore>();
            builder.Services.AddQueue<InstallationStore>();
            builder.Services.AddQueue<OperatorNoticeStore>();
            builder.Services.AddQueue<HintStore>();
        }
    }
}
