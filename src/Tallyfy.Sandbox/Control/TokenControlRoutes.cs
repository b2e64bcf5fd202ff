using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Control;

/// <summary>One token, or everything of the person with this address: that is what logging out ends.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TokenRequest(string? Token = null, string? As = null);

/// <summary>What a person does with their personal access token in Tallyfy's settings page.</summary>
internal static class TokenControlRoutes
{
    public static Task<IResult> IssueAsync(
        HttpRequest request, SandboxState state, TimeProvider time, CancellationToken cancellationToken) =>
        ActAsync(request, state, asked => Addressees.Person(state, asked.As).Match(
            member => Answer("access_token", state.Tokens.Issue(
                member.Id, time.GetUtcNow(), AccessTokens.PersonalLifetime).Value),
            ApiErrors.From), cancellationToken);

    public static Task<IResult> RevokeAsync(
        HttpRequest request, SandboxState state, CancellationToken cancellationToken) =>
        ActAsync(request, state, asked => Revoke(state, asked), cancellationToken);

    private static ApiAnswer Revoke(SandboxState state, TokenRequest asked)
    {
        if (asked.Token is { } value)
            return Answer("revoked", state.Tokens.Revoke(value) || state.RefreshTokens.Revoke(value) ? 1 : 0);

        return Addressees.Person(state, asked.As).Match(
            member => Answer(
                "revoked", state.Tokens.RevokeAll(member.Id) + state.RefreshTokens.RevokeAll(member.Id)),
            ApiErrors.From);
    }

    private static ApiAnswer Answer(string name, JsonNode value) =>
        ApiAnswer.Ok(new JsonObject { [name] = value }, SandboxJson.Default.JsonObject);

    private static async Task<IResult> ActAsync(
        HttpRequest request, SandboxState state, Func<TokenRequest, ApiAnswer> act, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
            return ControlBody.Read(body, ControlJson.Default.TokenRequest).Match(act, ApiErrors.From);
    }
}
