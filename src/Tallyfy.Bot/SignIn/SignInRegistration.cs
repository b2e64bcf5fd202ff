using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.SignIn;

internal static class SignInRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddSignIn()
        {
            builder.Services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
            builder.Services.AddOptions<SignInOptions>()
                .BindConfiguration(SignInOptions.Section)
                .PostConfigure<IConfiguration>(TakeRegistration)
                .ValidateOnStart();
            builder.Services.AddSingleton<SignInTicketStore>();
            builder.Services.AddSingleton<FindSignInTicket>();
            builder.Services.AddSingleton<OfferSignIn>();
        }
    }

    /// <summary>The bot's own registration is what people sign in with, unless another is set.</summary>
    public static void TakeRegistration(SignInOptions options, IConfiguration configuration)
    {
        options.Microsoft.ClientId ??= configuration["MicrosoftAppId"];
        options.Microsoft.ClientSecret ??= configuration["MicrosoftAppPassword"];
        options.Microsoft.Authority ??= configuration[HomeTenantOptions.Key] is { Length: > 0 } tenant
            ? new Uri($"https://login.microsoftonline.com/{tenant}/v2.0")
            : null;
    }
}
