using Microsoft.Extensions.Options;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

internal static class DeliveryRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddDelivery()
        {
            builder.Services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
            builder.Services.AddSingleton<IValidateOptions<InstallingOptions>, InstallingOptionsValidator>();
            builder.Services.AddOptions<InstallingOptions>()
                .BindConfiguration(InstallingOptions.Section)
                .ValidateOnStart();
            builder.Services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateOnStart();
            builder.Services.AddQueue<InstallationStore>();
            builder.Services.AddQueue<Outbox>();
            builder.Services.AddSingleton<CardCopyStore>();
            builder.Services.AddSingleton<OutboxSignal>();
            builder.Services.AddSingleton<TenantLeaseStore>();
            builder.Services.AddSingleton<SendRateLimiter>();
            builder.Services.AddSingleton<PacedChannel>();
            builder.Services.AddSingleton<IRoster>(provider => provider.GetRequiredService<PacedChannel>());
            builder.Services.AddSingleton<FindHistory>();
            builder.Services.AddSingleton<RenderWaiting>();
            builder.Services.AddSingleton<RenderDecided>();
            builder.Services.AddSingleton<RenderApproval>();
            builder.Services.AddSingleton<RedrawCard>();
            builder.Services.AddSingleton<RenderList>();
            builder.Services.AddSingleton<FindRecipients>();
            builder.Services.AddSingleton<FollowLinks>();
            builder.Services.AddSingleton<AnnounceApproval>();
            builder.Services.AddSingleton<RevealMessage>();
            builder.Services.AddSingleton<RestPerson>();
            builder.Services.AddSingleton<ShowCard>();
            builder.Services.AddSingleton<MoveCard>();
            builder.Services.AddSingleton<SettleDelivery>();
            builder.Services.AddSingleton<DeliverCard>();
            builder.Services.AddQueue<CommentStore>();
            builder.Services.AddSingleton<CommentSignal>();
            builder.Services.AddSingleton<PostComment>();
            builder.Services.AddHostedService<OutboxWorker>();
            builder.Services.AddHostedService<CommentWorker>();
        }
    }
}
