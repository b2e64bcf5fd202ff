using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api;

/// <summary>Checks header, token and organization in the order Tallyfy does: who is calling, or why not.</summary>
internal static class ApiGate
{
    private const string Scheme = "Bearer ";

    public static AccessToken? FindToken(HttpRequest request, SandboxState state, DateTimeOffset now)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? state.Tokens.FindLive(header[Scheme.Length..], now)
            : null;
    }

    public static Refusal? Check(ApiRoute route, ApiCall call, AccessToken? token) =>
        CheckHeader(route, call) ?? CheckToken(route, call, token) ?? CheckOrganization(route, call);

    private static Refusal? CheckHeader(ApiRoute route, ApiCall call)
    {
        if (!route.NeedsClientHeader || !string.IsNullOrWhiteSpace(call.Request.Headers["X-Tallyfy-Client"]))
            return null;

        return call.Options.MissingClientHeader switch
        {
            "accepted" => null,
            "401" => new Refusal.Unauthenticated(),
            _ => new Refusal.EndpointNotFound(),
        };
    }

    private static Refusal.Unauthenticated? CheckToken(ApiRoute route, ApiCall call, AccessToken? token)
    {
        var isWelcome = route.Audience switch
        {
            Audience.Members => call.Person is { IsActive: true },
            Audience.Application => token is { MemberId: null },
            _ => true,
        };
        return isWelcome ? null : new Refusal.Unauthenticated();
    }

    private static Refusal? CheckOrganization(ApiRoute route, ApiCall call)
    {
        if (!call.Request.RouteValues.ContainsKey("org") || call.Route("org") == call.State.Organization.Id)
            return null;

        return route.Audience == Audience.Application
            ? new Refusal.Forbidden("You don't have application's permissions for this organization!")
            : new Refusal.NotFound();
    }
}
