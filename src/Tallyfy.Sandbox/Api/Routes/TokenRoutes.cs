using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>The four grants of /oauth/token (docs/tallyfy-facts.md 3). Their bodies are secrets: no journal.</summary>
internal static class TokenRoutes
{
    /// <summary>The password of everybody here; like the client's secret it is made up and open to all.</summary>
    public const string Password = "sandbox-password";

    public static ApiRoute OAuth { get; } = new(Issue)
    {
        Audience = Audience.Anybody,
        NeedsClientHeader = false,
        IsJournaled = false,
        NeedsJson = false,
        ReadsForm = true,
    };

    public static ApiAnswer Answer(
        ApiCall call, int? memberId, int seconds, string? refreshToken = null)
    {
        var token = call.State.Tokens.Issue(memberId, call.Now, TimeSpan.FromSeconds(seconds));
        return ApiAnswer.Ok(
            new TokenJson("Bearer", seconds, token.Value) { RefreshToken = refreshToken },
            SandboxJson.Default.TokenJson);
    }

    private static ApiAnswer Issue(ApiCall call)
    {
        if (call.Form is not { } form)
            return ApiErrors.From(new Refusal.Malformed("The token request must be form-encoded."));

        var grant = form["grant_type"].ToString();
        if (grant is not ("client_credentials" or "password" or "refresh_token" or "authorization_code"))
            return ApiErrors.OAuth(StatusCodes.Status400BadRequest, "unsupported_grant_type");

        var isClient = int.TryParse(form["client_id"], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && form["client_id"] == call.State.Client.Id
            && form["client_secret"] == call.State.Client.Secret;
        if (!isClient)
            return ApiErrors.OAuth(StatusCodes.Status401Unauthorized, "invalid_client");

        return grant switch
        {
            "password" => ForPassword(call, form),
            "refresh_token" => ForRefreshToken(call, form),
            "authorization_code" => ForCode(call, form),
            _ => Answer(call, null, call.Options.ApplicationTokenSeconds),
        };
    }

    private static ApiAnswer ForPassword(ApiCall call, IFormCollection form)
    {
        var member = call.State.People.FindByEmail(form["username"]);
        return !call.Options.SingleSignOnOnly && member is { IsActive: true } && form["password"] == Password
            ? Answer(call, member.Id, call.Options.PasswordTokenSeconds, NewRefreshToken(call, member.Id))
            : Invalid(call);
    }

    private static ApiAnswer ForCode(ApiCall call, IFormCollection form)
    {
        var (code, address) = (form["code"].ToString(), form["redirect_uri"].ToString());

        return call.State.AuthorizationCodes.Redeem(code, address, call.Now) is { } id
            && call.State.People.Find(id) is { IsActive: true }
                ? Answer(call, id, call.Options.SignInTokenSeconds, NewRefreshToken(call, id))
                : Invalid(call);
    }

    private static ApiAnswer ForRefreshToken(ApiCall call, IFormCollection form)
    {
        var value = form["refresh_token"].ToString();
        if (call.State.RefreshTokens.FindLive(value, call.Now) is not { MemberId: { } id }
            || call.State.People.Find(id) is not { IsActive: true })
            return Invalid(call);
        if (!call.Options.RefreshTokenRotates)
            return Answer(call, id, call.Options.PasswordTokenSeconds, value);

        call.State.RefreshTokens.Revoke(value);
        return Answer(call, id, call.Options.PasswordTokenSeconds, NewRefreshToken(call, id));
    }

    private static string NewRefreshToken(ApiCall call, int memberId) => call.State.RefreshTokens
        .Issue(memberId, call.Now, TimeSpan.FromSeconds(call.Options.RefreshTokenSeconds)).Value;

    private static ApiAnswer Invalid(ApiCall call) => call.Options.WrongGrant == "401-invalid-credentials"
        ? ApiErrors.OAuth(StatusCodes.Status401Unauthorized, "invalid_credentials")
        : ApiErrors.OAuth(StatusCodes.Status400BadRequest, "invalid_grant");
}
