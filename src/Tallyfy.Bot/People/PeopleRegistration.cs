using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.People;

internal static class PeopleRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddPeople()
        {
            builder.Services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>();
            builder.Services.AddOptions<AccountOptions>()
                .BindConfiguration(AccountOptions.Section)
                .PostConfigure<IHostEnvironment>((options, environment) =>
                    options.Proof ??= environment.IsDevelopment() ? AccountProof.Email : AccountProof.Code)
                .ValidateOnStart();
            builder.Services.AddOptions<EmulatorOptions>().BindConfiguration(EmulatorOptions.Section);
            builder.Services.AddSingleton<ChatStore>();
            builder.Services.AddSingleton<InstallationEventStore>();
            builder.Services.AddSingleton<AccountStore>();
            builder.Services.AddSingleton<LinkAccount>();
            builder.Services.AddSingleton<ResolveAccount>();
        }
    }
}
