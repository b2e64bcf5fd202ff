using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Approvals;

internal static class ApprovalsRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddApprovals()
        {
            builder.Services.AddSingleton<IValidateOptions<ApprovalOptions>, ApprovalOptionsValidator>();
            builder.Services.AddOptions<ApprovalOptions>().BindConfiguration(ApprovalOptions.Section).ValidateOnStart();
            builder.Services.AddSingleton<DecisionPolicy>();
            builder.Services.AddSingleton<ApprovalStore>();
            builder.Services.AddSingleton<DecisionStore>();
            builder.Services.AddSingleton<ProveDecision>();
            builder.Services.AddSingleton<PostedCardStore>();
            builder.Services.AddSingleton<CardListStore>();
            builder.Services.AddSingleton<RenderingStore>();
            builder.Services.AddSingleton<DraftStore>();
            builder.Services.AddSingleton<MayBeShown>();
            builder.Services.AddHostedService<TellPolicy>();
            builder.Services.AddHostedService<RenderingWorker>();
        }
    }
}
