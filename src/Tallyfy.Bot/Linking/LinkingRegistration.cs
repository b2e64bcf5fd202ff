namespace Tallyfy.Bot.Linking;

internal static class LinkingRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddLinking()
        {
            builder.Services.AddSingleton<LinkDialogStore>();
            builder.Services.AddSingleton<LinkTryStore>();
            builder.Services.AddSingleton<EndLink>();
            builder.Services.AddSingleton<CheckMembership>();
            builder.Services.AddSingleton<SendLinkCode>();
            builder.Services.AddSingleton<TakeLinkTransition>();
            builder.Services.AddSingleton<LinkConversation>();
            builder.Services.AddHostedService<EndWeakerLinks>();
            builder.Services.AddHostedService<LinkDialogWorker>();
        }
    }
}
