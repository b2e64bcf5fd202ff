namespace Tallyfy.Bot.Deciding;

internal static class DecidingRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddDeciding()
        {
            builder.Services.AddSingleton<WaitingFor>();
            builder.Services.AddSingleton<FindReceipt>();
            builder.Services.AddSingleton<RenderOutcome>();
            builder.Services.AddSingleton<AnnounceWaiting>();
            builder.Services.AddSingleton<IdentifyActor>();
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
