using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>
/// Refuses to start with an identity that is missing, half there or not readable, and names every such key.
/// </summary>
internal sealed class BotFrameworkOptionsValidator(IHostEnvironment environment) : IValidateOptions<BotFrameworkOptions>
{
    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        List<string> faults = [.. IdentityFaults(options), .. AddressFaults(options)];

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> IdentityFaults(BotFrameworkOptions options)
    {
        if (!options.HasIdentity && environment.IsDevelopment())
            return OrphanFaults(options);

        return MissingFaults(options).Concat(UnreadableFaults(options));
    }

    private static IEnumerable<string> MissingFaults(BotFrameworkOptions options)
    {
        if (IsEmpty(options.MicrosoftAppType))
            yield return "MicrosoftAppType is missing: UserAssignedMSI, SingleTenant or MultiTenant.";

        if (IsEmpty(options.MicrosoftAppId))
            yield return "MicrosoftAppId is missing.";

        if (IsEmpty(options.MicrosoftAppTenantId))
            yield return "MicrosoftAppTenantId is missing.";

        if (IsEmpty(options.MicrosoftAppPassword)
            && FindAppType(options) is BotAppType.SingleTenant or BotAppType.MultiTenant)
            yield return "MicrosoftAppPassword is missing.";
    }

    private static IEnumerable<string> UnreadableFaults(BotFrameworkOptions options)
    {
        if (!IsEmpty(options.MicrosoftAppType) && FindAppType(options) is null)
            yield return "MicrosoftAppType is none of UserAssignedMSI, SingleTenant, MultiTenant.";

        if (FindAppType(options) is BotAppType.UserAssignedMSI && !IsEmpty(options.MicrosoftAppPassword))
            yield return "MicrosoftAppPassword must be absent for UserAssignedMSI.";

        if (!IsEmpty(options.MicrosoftAppId) && !Guid.TryParse(options.MicrosoftAppId, out _))
            yield return "MicrosoftAppId is not a GUID.";

        if (!IsEmpty(options.MicrosoftAppTenantId) && !options.MicrosoftAppTenantId!.Trim().All(IsTenantCharacter))
            yield return "MicrosoftAppTenantId is neither a GUID nor a domain name.";
    }

    // A password or type without an id is a forgotten key, not the wish to be anonymous.
    private static IEnumerable<string> OrphanFaults(BotFrameworkOptions options)
    {
        if (!IsEmpty(options.MicrosoftAppType) || !IsEmpty(options.MicrosoftAppPassword))
            yield return "MicrosoftAppId is missing, although MicrosoftAppType or MicrosoftAppPassword is set.";
    }

    private IEnumerable<string> AddressFaults(BotFrameworkOptions options)
    {
        if (BotCloud.Find(options.ChannelService) is null)
            yield return "ChannelService is neither empty nor https://botframework.azure.us nor …azure.cn.";

        if (!IsSafe(options.BotOpenIdMetadata, allowLoopback: environment.IsDevelopment()))
            yield return "BotOpenIdMetadata is not an https address.";

        if (!IsSafe(options.ToBotFromChannelTokenIssuer, allowLoopback: false))
            yield return "ToBotFromChannelTokenIssuer is not an https address.";

        if (!IsSafe(options.ToChannelFromBotLoginUrl, allowLoopback: false))
            yield return "ToChannelFromBotLoginUrl is not an https address.";

        if (!IsSafe(options.ToChannelFromBotOAuthScope, allowLoopback: false))
            yield return "ToChannelFromBotOAuthScope is not an https address.";
    }

    private static bool IsSafe(string? address, bool allowLoopback)
    {
        if (IsEmpty(address))
            return true;

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return false;

        return uri.Scheme == Uri.UriSchemeHttps
            || (allowLoopback && uri.Scheme == Uri.UriSchemeHttp && Loopback.IsHost(uri));
    }

    private static BotAppType? FindAppType(BotFrameworkOptions options) =>
        BotIdentity.FindAppType(options.MicrosoftAppType);

    private static bool IsTenantCharacter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-';

    private static bool IsEmpty(string? text) => string.IsNullOrWhiteSpace(text);
}
