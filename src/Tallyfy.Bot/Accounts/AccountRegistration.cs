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
                    options.Proof ??= environment.IsDevelopment() ? AccountProof.Email : null)
                .ValidateOnStart();
            builder.Services.AddOptions<EmulatorOptions>().BindConfiguration(EmulatorOptions.Section);
            builder.Services.AddSingleton<AccountStore>();
            builder.Services.AddSingleton<LinkAccount>();
            builder.Services.AddSingleton<ResolveAccount>();
        }
    }
}
