using System.Globalization;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Application tokens and the user tokens minted with them (section 3). Neither is journaled.</summary>
internal static class TokenRoutes
{
    public static ApiRoute Application { get; } = new(IssueApplicationToken)
    {
        Audience = Audience.Anybody,
        NeedsClientHeader = false,
        IsJournaled = false,
        NeedsJson = false,
        ReadsForm = true,
    };

    public static ApiRoute Minted { get; } = new(MintUserToken)
    {
        Audience = Audience.Application,
        IsJournaled = false,
        NeedsJson = false,
    };

    private static ApiAnswer IssueApplicationToken(ApiCall call)
    {
        if (call.Form is not { } form)
            return ApiErrors.From(new Refusal.Malformed("The token request must be form-encoded."));
        if (form["grant_type"] != "client_credentials")
            return ApiErrors.OAuth(StatusCodes.Status400BadRequest, "unsupported_grant_type");

        var isClient = int.TryParse(form["client_id"], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && form["client_id"] == call.State.Client.Id
            && form["client_secret"] == call.State.Client.Secret;
        return isClient
            ? Issue(call, null, AccessTokens.ApplicationLifetime)
            : ApiErrors.OAuth(StatusCodes.Status401Unauthorized, "invalid_client");
    }

    private static ApiAnswer MintUserToken(ApiCall call)
    {
        if (call.State.People.FindByEmail(call.Route("email")) is not { } member)
            return ApiErrors.From(new Refusal.NotFound());
        if (!member.IsActive)
            return ApiErrors.From(Refusal.FromSetting(call.Options.InactiveUserToken, "The user is not active."));

        return Issue(call, member.Id, AccessTokens.MintedLifetime);
    }

    private static ApiAnswer Issue(ApiCall call, int? memberId, TimeSpan lifetime)
    {
        var token = call.State.Tokens.Issue(memberId, call.Now, lifetime);
        return ApiAnswer.Ok(
            new TokenJson("Bearer", (long)lifetime.TotalSeconds, token.Value), SandboxJson.Default.TokenJson);
    }
}
