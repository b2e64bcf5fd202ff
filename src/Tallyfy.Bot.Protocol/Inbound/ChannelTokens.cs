using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>
/// The rules for a channel's token: the Bot Framework's own issuer and no other, our app id as audience, an asymmetric
/// signature by a published key. The key's endorsements go along, for the channel is known only after the body is read.
/// </summary>
internal sealed class ChannelTokens(BotIdentity identity, IHostEnvironment environment)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string ServiceUrlClaim = "serviceurl";

    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    /// <summary>Where a token of Entra says which application asked for it, in version 2 and in version 1.</summary>
    private static readonly string[] Applications = ["azp", "appid"];

    private const string EndorsementsParameter = "endorsements";

    public static IReadOnlyList<string> Endorsements(AuthenticateResult result) =>
        result.Properties?.GetParameter<IReadOnlyList<string>>(EndorsementsParameter) ?? [];

    public void Configure(JwtBearerOptions options)
    {
    }

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != BotFrameworkGate.Scheme)
            return;

        options.MetadataAddress = identity.OpenIdMetadata;
        options.RequireHttpsMetadata = !environment.IsDevelopment(); // the validator leaves only loopback without https
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = identity.TokenIssuer,
            ValidAudience = identity.AppId,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            TryAllIssuerSigningKeys = false, // a token names its key
            ValidAlgorithms = Algorithms,
            ClockSkew = TimeSpan.FromMinutes(5),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = IgnoreWithoutIdentityAsync,
            OnTokenValidated = CheckKeyAsync,
        };
    }

    // Without an identity there is no token to believe, and no reason to fetch anybody's keys.
    private Task IgnoreWithoutIdentityAsync(MessageReceivedContext context)
    {
        if (identity.AppId is null)
            context.NoResult();

        return Task.CompletedTask;
    }

    private async Task CheckKeyAsync(TokenValidatedContext context)
    {
        // The library also accepts the issuer that the metadata names; we accept the configured one only.
        if (context.SecurityToken.Issuer != identity.TokenIssuer)
        {
            context.Fail("The issuer is not the Bot Framework.");
            return;
        }

        if (Objection(context.SecurityToken) is { } objection)
        {
            context.Fail(objection);
            return;
        }

        var configuration = await context.Options.ConfigurationManager!
            .GetConfigurationAsync(context.HttpContext.RequestAborted);
        var endorsements = ReadEndorsements(configuration, context.SecurityToken.SigningKey?.KeyId);

        if (endorsements is null)
            context.Fail("The signing key endorses no channel.");
        else
            context.Properties.SetParameter<IReadOnlyList<string>>(EndorsementsParameter, endorsements);
    }

    // Whom else a token is for could use it here, whom it was issued to is not the channel, and what must be understood
    // we do not.
    private string? Objection(SecurityToken token) =>
        token is not JsonWebToken { } jwt || jwt.Audiences.Count() is not 1
            ? "The token is not for this bot alone."
            : Applications.Any(claim => IsAnothers(jwt, claim))
                ? "The token was issued to another application."
            : jwt.TryGetHeaderValue<object>("crit", out _)
                ? "The token names an extension that is not known here."
                : null;

    private bool IsAnothers(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<object>(claim, out var application)
        && !string.Equals(application as string, identity.AppId, StringComparison.Ordinal);

    // The validated key has lost its endorsements; only the key set as it was published still has them.
    private static List<string>? ReadEndorsements(OpenIdConnectConfiguration configuration, string? keyId)
    {
        var key = configuration.JsonWebKeySet?.Keys.FirstOrDefault(key => keyId is not null && key.Kid == keyId);

        if (key is null
            || !key.AdditionalData.TryGetValue("endorsements", out var value)
            || value is not JsonElement { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        return
        [
            .. list.EnumerateArray()
                .Where(item => item.ValueKind is JsonValueKind.String)
                .Select(item => item.GetString()!),
        ];
    }
}
