using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>
/// What a token that is properly signed says: who issued it, for whom, until when and for which address.
/// </summary>
internal sealed class ClaimRows(TokenIssuer issuer, TokenTable table)
{
    private const string V1 = "https://sts.windows.net/";
    private const string V2 = "https://login.microsoftonline.com/";
    private const string Emulator = "d6d49420-f39b-4df7-a1dc-d59a935871db";

    private const string OwnToken =
        "With the bot's own secret anybody gets such a token; the library takes it for the Emulator's, and we "
        + "never do.";

    private Jwt Good => Jwt.Good(issuer);

    public void Add()
    {
        AddIssuers();
        AddOwnTokens();
        AddApplications();
        AddAudiences();
        AddTimes();
        AddServiceUrls();
        AddChannelsAndTenants();
    }

    private void AddIssuers()
    {
        AddClaim(401, "another issuer", "iss", "https://api.botframework.example");
        AddClaim(401, "the issuer in capitals", "iss", "https://API.botframework.com");
        AddClaim(401, "the issuer with a slash", "iss", "https://api.botframework.com/");
        AddClaim(401, "the issuer without encryption", "iss", "http://api.botframework.com");
        AddClaim(401, "an issuer that only begins well", "iss", "https://api.botframework.com.evil.example");
        AddClaim(401, "the government's issuer", "iss", "https://api.botframework.us");
        AddClaim(401, "an empty issuer", "iss", "");
        AddClaim(401, "an issuer that is null", "iss", null);
        AddClaim(401, "an issuer that is a number", "iss", 1);
        AddClaim(401, "an issuer that is a list", "iss", new JsonArray(TokenIssuer.Issuer));
        table.Add(401, "no issuer", () => Good.Without("iss").Bearer);
        table.Add(
            200,
            "another issuer before the right one",
            () => Good.WithFirst("\"iss\":\"https://evil.example\"").Bearer);
    }

    private void AddOwnTokens()
    {
        AddEntra("our tenant's Entra, version 1", $"{V1}{Jwt.Tenant}/", Jwt.Tenant, "1.0", "appid");
        AddEntra("our tenant's Entra, version 2", $"{V2}{Jwt.Tenant}/v2.0", Jwt.Tenant, "2.0", "azp");
        AddEntra("the Emulator's issuer, version 1", $"{V1}{Emulator}/", Emulator, "1.0", "appid");
        AddEntra("the Emulator's issuer, version 2", $"{V2}{Emulator}/v2.0", Emulator, "2.0", "azp");
        AddEntra("the Emulator's issuer on its channel", $"{V1}{Emulator}/", Emulator, "1.0", "appid", "emulator");
        table.Add(401, "the Emulator's issuer, without a version", () =>
            Entra($"{V1}{Emulator}/", Emulator, null, "appid", TokenIssuer.AppId).Bearer);
        table.Differ(401, "our tenant's Entra on the ASE channel", OwnToken, () =>
            Entra($"{V2}{Jwt.Tenant}/v2.0", Jwt.Tenant, "2.0", "azp", TokenIssuer.AppId)
                .SignedBy(issuer.WithoutEndorsements).Bearer, tap => tap["channelId"] = "AseChannel");
        table.Add(401, "another bot's token, as a skill sends it", () =>
            Entra($"{V2}{Emulator}/v2.0", Emulator, "2.0", "azp", "00000000-0000-0000-0000-0000000000bb").Bearer);
        table.Add(
            403,
            "the channel's own token on the ASE channel",
            () => Good.Bearer,
            tap => tap["channelId"] = "AseChannel");
    }

    private void AddApplications()
    {
        const string other = "00000000-0000-0000-0000-0000000000bb";

        Issued(200, "issued to us, version 1", "1.0", ("appid", TokenIssuer.AppId));
        Issued(200, "issued to us, version 2", "2.0", ("azp", TokenIssuer.AppId));
        Issued(401, "issued to another application, version 1", "1.0", ("appid", other));
        Issued(401, "issued to another application, version 2", "2.0", ("azp", other));
        Issued(401, "issued to two applications, version 2", "2.0", ("azp", other), ("appid", TokenIssuer.AppId));
        NotLooked("issued to another application, without a version", null, ("azp", other));
        NotLooked("issued to another application in the other version's claim", "1.0", ("azp", other));
        NotLooked("issued to two applications", null, ("azp", TokenIssuer.AppId), ("appid", other));
        NotLooked("issued to us in capitals", null, ("azp", TokenIssuer.AppId.ToUpperInvariant() + "/"));
        NotLooked("issued to nobody", null, ("azp", ""));
        NotLooked("issued to nothing", null, ("azp", null));
        NotLooked("issued to a number", null, ("appid", 5));
        NotLooked("issued to a list of us", null, ("azp", new JsonArray(TokenIssuer.AppId)));

        void Issued(int status, string name, string? version, params (string Claim, JsonNode? Value)[] to) =>
            table.Add(status, name, () => To(version, to).Bearer);

        void NotLooked(string name, string? version, params (string Claim, JsonNode? Value)[] to) => table.Differ(
            401,
            name,
            "The library looks only at the claim of the version that the token names; we take no token that was issued "
            + "to somebody else.",
            () => To(version, to).Bearer);

        Jwt To(string? version, (string Claim, JsonNode? Value)[] to) => Good.Changed(claims =>
        {
            if (version is not null)
                claims["ver"] = version;

            foreach (var (claim, value) in to)
                claims[claim] = value?.DeepClone();
        });
    }

    private void AddAudiences()
    {
        AddClaim(401, "another bot's audience", "aud", "00000000-0000-0000-0000-0000000000bb");
        AddClaim(401, "our id in capitals", "aud", TokenIssuer.AppId.ToUpperInvariant());
        AddClaim(401, "our id with a slash", "aud", TokenIssuer.AppId + "/");
        AddClaim(401, "our id as an address", "aud", $"api://{TokenIssuer.AppId}");
        AddClaim(401, "the channel as audience", "aud", TokenIssuer.Issuer);
        AddClaim(401, "an empty audience", "aud", "");
        AddClaim(401, "an audience that is null", "aud", null);
        AddClaim(401, "an audience that is a number", "aud", 5);
        AddClaim(401, "no audience in a list", "aud", new JsonArray());
        AddClaim(
            401, "us and another bot", "aud", new JsonArray(TokenIssuer.AppId, "00000000-0000-0000-0000-0000000000bb"));
        AddClaim(
            401, "another bot and us", "aud", new JsonArray("00000000-0000-0000-0000-0000000000bb", TokenIssuer.AppId));
        table.Differ(200, "us alone in a list", "RFC 7519 lets a single audience stand in a list.", () =>
            Good.With("aud", new JsonArray(TokenIssuer.AppId)).Bearer);
        table.Add(401, "no audience", () => Good.Without("aud").Bearer);
        table.Add(
            401,
            "our audience before another",
            () => Good.With("aud", "someone").WithFirst($"\"aud\":\"{TokenIssuer.AppId}\"").Bearer);
    }

    private void AddTimes()
    {
        AddTimes(401, "expired an hour ago", -7_200, -3_600);
        AddTimes(200, "expired less than five minutes ago", -3_600, -300 + Jwt.Slack);
        AddTimes(401, "expired more than five minutes ago", -3_600, -300 - Jwt.Slack);
        AddTimes(200, "valid in less than five minutes", 300 - Jwt.Slack, 3_600);
        AddTimes(401, "valid in more than five minutes", 300 + Jwt.Slack, 3_600);
        AddTimes(200, "valid for years", -60, 400_000_000);
        table.Differ(
            401, "expires before it begins", "The library does not compare the two.", () => Times(200, 100).Bearer);
        table.Differ(401, "never expires", "The library asks for no end; a token without one is a password.", () =>
            Good.Without("exp").Bearer);
        table.Add(200, "no beginning", () => Good.Without("nbf").Bearer);
        AddClaim(200, "issued in the future", "iat", Jwt.In(86_400));
        AddClaim(401, "an end that is a text", "exp", "soon");
        AddClaim(401, "an end that is null", "exp", null);
        AddClaim(401, "an end before all time", "exp", -1);
        AddClaim(401, "an end of zero", "exp", 0);
    }

    private void AddServiceUrls()
    {
        const string Nothing = "The library then compares nothing.";

        AddClaim(403, "another region's service URL", "serviceurl", "https://smba.trafficmanager.net/amer/");
        AddClaim(403, "the service URL in capitals", "serviceurl", "https://SMBA.trafficmanager.net/emea/");
        AddClaim(403, "the service URL without its slash", "serviceurl", "https://smba.trafficmanager.net/emea");
        AddClaim(403, "the service URL with a blank", "serviceurl", TokenIssuer.ServiceUrl + " ");
        AddClaim(403, "an empty service URL", "serviceurl", "");
        AddClaim(403, "a service URL that is null", "serviceurl", null);
        AddClaim(403, "a service URL that is a number", "serviceurl", 1);
        AddClaim(403, "two service URLs", "serviceurl", new JsonArray(TokenIssuer.ServiceUrl, "https://evil.example/"));
        table.Add(403, "no service URL", () => Good.Without("serviceurl").Bearer);
        table.Add(403, "the service URL under another name", () =>
            Good.Without("serviceurl").With("serviceUrl", TokenIssuer.ServiceUrl).Bearer);
        table.Add(403, "the service URL before another", () =>
            Good.With("serviceurl", "https://evil.example/").WithFirst($"\"serviceurl\":\"{TokenIssuer.ServiceUrl}\"")
                .Bearer);
        table.Differ(
            400, "an activity without a service URL", Nothing, () => Good.Bearer, tap => tap.Remove("serviceUrl"));
        table.Differ(
            400, "an activity with an empty service URL", Nothing, () => Good.Bearer, tap => tap["serviceUrl"] = "");
        table.Differ(
            403,
            "a foreign service URL that the token names",
            "The library has no list of hosts; we send our token to Microsoft's only.",
            () => Good.With("serviceurl", "https://evil.example/").Bearer,
            tap => tap["serviceUrl"] = "https://evil.example/");
    }

    private void AddChannelsAndTenants()
    {
        const string Nobody = "The library lets an activity that names no channel pass without an endorsement.";
        const string TeamsOnly = "Only Teams is served in Production.";

        table.Add(403, "a channel the key does not speak for", () => Good.Bearer, tap => tap["channelId"] = "webchat");
        table.Add(403, "the channel in capitals", () => Good.Bearer, tap => tap["channelId"] = "MSTEAMS");
        table.Add(403, "the channel with a blank", () => Good.Bearer, tap => tap["channelId"] = "msteams ");
        table.Differ(403, "the Emulator's channel", TeamsOnly, () => Good.Bearer, tap => tap["channelId"] = "emulator");
        table.Differ(400, "an empty channel", Nobody, () => Good.Bearer, tap => tap["channelId"] = "");
        table.Differ(400, "a channel that is null", Nobody, () => Good.Bearer, tap => tap["channelId"] = null);
        table.Add(400, "no channel", () => Good.Bearer, tap => tap.Remove("channelId"));
        table.Differ(403, "two tenants", "The library reads no tenant.", () => Good.Bearer, tap =>
            tap["conversation"]!["tenantId"] = "00000000-0000-0000-0000-0000000000bb");
        table.Add(200, "no tenant: the bot, not the door, refuses it", () => Good.Bearer, tap =>
        {
            tap.Remove("channelData");
            tap["conversation"]!.AsObject().Remove("tenantId");
        });
        table.Add(200, "another tenant: the bot, not the door, refuses it", () => Good.Bearer, tap =>
        {
            tap.Remove("channelData");
            tap["conversation"]!["tenantId"] = "00000000-0000-0000-0000-0000000000bb";
        });
    }

    private void AddClaim(int status, string name, string claim, JsonNode? value) =>
        table.Add(status, name, () => Good.With(claim, value?.DeepClone()).Bearer);

    private void AddTimes(int status, string name, int from, int to) =>
        table.Add(status, name, () => Times(from, to).Bearer);

    private Jwt Times(int from, int to) => Good.With("nbf", Jwt.In(from)).With("exp", Jwt.In(to));

    private void AddEntra(
        string name, string from, string tenant, string version, string appClaim, string channel = "msteams") =>
        table.Differ(401, name, OwnToken, () => Entra(from, tenant, version, appClaim, TokenIssuer.AppId).Bearer, tap =>
            tap["channelId"] = channel);

    // Entra signs with keys of its own; here they are in the same set, so that only our rules stand between.
    private Jwt Entra(
        string from, string tenant, string? version, string appClaim, string app) => Good.Changed(claims =>
    {
        claims["iss"] = from;
        claims["tid"] = tenant;
        claims[appClaim] = app;

        if (version is not null)
            claims["ver"] = version;
    });
}
