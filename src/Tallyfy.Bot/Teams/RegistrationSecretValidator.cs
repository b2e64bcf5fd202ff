using Microsoft.Extensions.Options;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Settings;

namespace Tallyfy.Bot.Teams;

/// <summary>Whoever guesses the bot's client secret writes to everybody as the bot.</summary>
internal sealed class RegistrationSecretValidator(IHostEnvironment environment) : IValidateOptions<BotFrameworkOptions>
{
    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options) =>
        environment.IsDevelopment()
        || string.IsNullOrWhiteSpace(options.MicrosoftAppPassword)
        || SecretContent.Has(options.MicrosoftAppPassword, SecretContent.OfIssued)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "MicrosoftAppPassword must be the one that Entra issued, and is an example's.");
}
