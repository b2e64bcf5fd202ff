using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Approvals;

internal static class ApprovalRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddApprovals()
        {
            builder.Services.AddSingleton<IValidateOptions<ApprovalOptions>, ApprovalOptionsValidator>();
            builder.Services.AddOptions<ApprovalOptions>().BindConfiguration(ApprovalOptions.Section).ValidateOnStart();
            builder.Services.AddSingleton<ReadApproval>();
            builder.Services.AddSingleton<ApprovalStore>();
            builder.Services.AddSingleton<DecisionStore>();
            builder.Services.AddSingleton<FindPendingApprovals>();
            builder.Services.AddSingleton<ReconcileApproval>();
            builder.Services.AddSingleton<AnnounceApproval>();
            builder.Services.AddSingleton<WaitingFor>();
            builder.Services.AddSingleton<AnnounceWaiting>();
            builder.Services.AddSingleton<IdentifyActor>();
            builder.Services.AddSingleton<DecisionPolicy>();
            builder.Services.AddSingleton<PrepareDecision>();
            builder.Services.AddSingleton<PrepareUndo>();
            builder.Services.AddSingleton<DecideApproval>();
            builder.Services.AddSingleton<MoveApproval>();
            builder.Services.AddSingleton<ClaimDecision>();
            builder.Services.AddSingleton<ClaimVote>();
            builder.Services.AddSingleton<ClaimUndo>();
            builder.Services.AddSingleton<FindRuleChanges>();
            builder.Services.AddSingleton<CompleteDecision>();
            builder.Services.AddSingleton<CompleteVote>();
            builder.Services.AddSingleton<ReopenDecision>();
            builder.Services.AddHostedService<SettleWorker>();
        }
    }
}
