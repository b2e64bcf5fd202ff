using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Accounts;

internal static class AccountRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddAccounts()
        {
            builder.Services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>();
            builder.Services.AddOptions<AccountOptions>()
                .BindConfiguration(AccountOptions.Section)
                .PostConfigure<IHostEnvironment>((options, environment) =>
                    options.Proof ??= environment.IsDevelopment() ? AccountProof.Email : AccountProof.Code)
                .ValidateOnStart();
            builder.Services.AddOptions<EmulatorOptions>().BindConfiguration(EmulatorOptions.Section);
            builder.Services.AddSingleton<AccountStore>();
            builder.Services.AddSingleton<LinkAccount>();
            builder.Services.AddSingleton<ResolveAccount>();
            builder.Services.AddSingleton<CheckMembership>();
            builder.Services.AddSingleton<LinkDialogStore>();
            builder.Services.AddSingleton<SendLinkCode>();
            builder.Services.AddSingleton<LinkConversation>();
            builder.Services.AddHostedService<LinkDialogWorker>();
        }
    }
}
