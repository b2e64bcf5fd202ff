using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Tests.Tokens;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>The C# library's own verdict on every row of the token table, with the same keys.</summary>
public sealed class VerdictTests
{
    [Fact]
    public async Task The_library_says_what_the_table_says_of_it()
    {
        Door.TakeKeysFrom(Door.Issuer);
        var library = BotFrameworkAuthenticationFactory.Create(
            channelService: null,
            validateAuthority: true,
            toChannelFromBotLoginUrl: null,
            toChannelFromBotOAuthScope: null,
            toBotFromChannelTokenIssuer: null,
            oAuthUrl: null,
            toBotFromChannelOpenIdMetadataUrl: null,
            toBotFromEmulatorOpenIdMetadataUrl: null,
            callerId: null,
            new PasswordServiceClientCredentialFactory(
                TokenIssuer.AppId, "secret-of-the-test", Jwt.Tenant, httpClient: null, logger: null),
            new AuthenticationConfiguration(),
            httpClientFactory: null,
            logger: null);
        var rows = new TokenTable(Door.Issuer).Rows;
        List<string> others = [];

        foreach (var row in rows)
        {
            var refusal = await RefusalAsync(library, row);

            if (row.IsTakenByCSharp != refusal is null)
                others.Add($"{row.Name}: {refusal ?? "taken"}");
        }

        Assert.True(others.Count is 0, string.Join('\n', others));
        Assert.True(rows.Count(row => row.IsTakenByCSharp) > 20, "Most are refused: is it asked properly?");
    }

    [Fact]
    public void Each_difference_is_a_row_and_has_its_sentence()
    {
        var rows = new TokenTable(Door.Issuer).Rows.Select(row => row.Name).ToHashSet();

        Assert.Subset(rows, CSharpVerdicts.Reasons.Keys.ToHashSet());
        Assert.All(CSharpVerdicts.Reasons.Values, why => Assert.EndsWith(".", why, StringComparison.Ordinal));
    }

    private static async Task<string?> RefusalAsync(BotFrameworkAuthentication library, TokenRow row)
    {
        var activity = JsonConvert.DeserializeObject<Activity>(row.Activity)!;

        try
        {
            await library.AuthenticateRequestAsync(
                activity, row.Authorization(), TestContext.Current.CancellationToken);
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SecurityTokenException or ArgumentException
            or InvalidOperationException or NullReferenceException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
