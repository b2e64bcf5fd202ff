using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>The validated settings, read once: who we are, whom we believe and where our tokens come from.</summary>
internal sealed class BotIdentity
{
    public BotIdentity(IOptions<BotFrameworkOptions> settings)
    {
        var options = settings.Value;
        Cloud = BotCloud.Find(options.ChannelService)
            ?? throw new InvalidOperationException("ChannelService names no known cloud.");
        Options = options;
        AppId = options.HasIdentity ? options.MicrosoftAppId!.Trim() : null;
        AppType = FindAppType(options.MicrosoftAppType);
        OpenIdMetadata = Or(options.BotOpenIdMetadata, Cloud.OpenIdMetadata);
        TokenIssuer = Or(options.ToBotFromChannelTokenIssuer, Cloud.TokenIssuer);
    }

    public BotFrameworkOptions Options { get; }

    public BotCloud Cloud { get; }

    /// <summary>Null in Development only: the bot then has no identity.</summary>
    public string? AppId { get; }

    public BotAppType? AppType { get; }

    public string OpenIdMetadata { get; }

    public string TokenIssuer { get; }

    public static BotAppType? FindAppType(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "USERASSIGNEDMSI" => BotAppType.UserAssignedMSI,
        "SINGLETENANT" => BotAppType.SingleTenant,
        "MULTITENANT" => BotAppType.MultiTenant,
        _ => null,
    };

    private static string Or(string? setting, string usual) =>
        string.IsNullOrWhiteSpace(setting) ? usual : setting.Trim();
}
