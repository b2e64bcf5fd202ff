namespace Tallyfy.Bot.Deciding;

internal static class DecidingRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddDeciding()
        {
            builder.Services.AddSingleton<FindPendingForPerson>();
            builder.Services.AddSingleton<FindReceipt>();
            builder.Services.AddSingleton<FindRendering>();
            builder.Services.AddSingleton<DrawOnceMore>();
            builder.Services.AddSingleton<RenderOutcome>();
            builder.Services.AddSingleton<AnnounceWaiting>();
            builder.Services.AddSingleton<ShowCardAgain>();
            builder.Services.AddSingleton<ShowTapped>();
            builder.Services.AddSingleton<BringCard>();
            builder.Services.AddSingleton<IdentifyActor>();
            builder.Services.AddSingleton<AskForMore>();
            builder.Services.AddSingleton<RefuseDecision>();
            builder.Services.AddSingleton<RefuseUndo>();
            builder.Services.AddSingleton<PrepareDecision>();
            builder.Services.AddSingleton<PrepareUndo>();
            builder.Services.AddSingleton<DecideApproval>();
            builder.Services.AddSingleton<TransitionApproval>();
            builder.Services.AddSingleton<RecordDecision>();
            builder.Services.AddSingleton<FindRuleChanges>();
            builder.Services.AddSingleton<CompleteTap>();
            builder.Services.AddSingleton<FindBackgroundFor>();
            builder.Services.AddSingleton<LookAtCard>();
            builder.Services.AddSingleton<FindReason>();
            builder.Services.AddSingleton<ReadBackground>();
            builder.Services.AddSingleton<FindBackground>();
            builder.Services.AddSingleton<Pursuit, PursueVerdict>();
            builder.Services.AddSingleton<Pursuit, PursueVote>();
            builder.Services.AddSingleton<Pursuit, PursueUndo>();
            builder.Services.AddSingleton<CheckSender>();
            builder.Services.AddSingleton<PursueDecision>();
            builder.Services.AddHostedService<SettleWorker>();
        }
    }
}
