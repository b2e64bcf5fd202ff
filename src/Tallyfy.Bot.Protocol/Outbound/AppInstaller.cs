using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Identity;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>
/// Installs the bot's own app for a person through Microsoft Graph, so that it may write to them first.
/// <see href="https://learn.microsoft.com/microsoftteams/platform/graph-api/proactive-bots-and-messages/graph-proactive-bots-and-messages"/>
/// </summary>
/// <remarks>
/// Needs the application permission <c>TeamsAppInstallation.ReadWriteSelfForUser.All</c> with an administrator's
/// consent, and the app in the catalogue of the tenant of <c>MicrosoftAppTenantId</c>.
/// </remarks>
public sealed class AppInstaller
{
    public const string HttpClientName = "Tallyfy.Bot.Protocol.Graph";

    /// <summary>An answer longer than this is not read.</summary>
    internal const int MaxAnswerBytes = 256 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly IHttpClientFactory _http;
    private readonly BotCredential _credential;
    private readonly string _graph;
    private readonly TimeProvider _time;

    internal AppInstaller(IHttpClientFactory http, BotIdentity identity, TimeProvider time)
        : this(http, BotCredential.ForGraph(identity), identity.Cloud.GraphHost, time)
    {
    }

    internal AppInstaller(IHttpClientFactory http, BotCredential credential, string graph, TimeProvider time) =>
        (_http, _credential, _graph, _time) = (http, credential, graph, time);

    /// <summary>
    /// Installs the app with this id of the tenant's catalogue for <paramref name="user"/>, an Entra object id or a
    /// principal name. Never throws for what Graph answers, or when it does not.
    /// </summary>
    public async Task<InstallResult> InstallAsync(Guid teamsApp, string user, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        try
        {
            using var request = Request(teamsApp, user);

            if (await _credential.FindTokenAsync(either.Token) is { } token)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

            using var http = _http.CreateClient(HttpClientName);
            using var answer = await http.SendAsync(request, either.Token);
            return await ReadAsync(answer, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or AuthenticationFailedException)
        {
            return new InstallResult(InstallOutcome.Unavailable, e.GetType().Name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new InstallResult(InstallOutcome.Unavailable, "Timeout");
        }
    }

    private HttpRequestMessage Request(Guid teamsApp, string user)
    {
        var body = new JsonObject { ["teamsApp@odata.bind"] = $"{_graph}/v1.0/appCatalogs/teamsApps/{teamsApp}" };

        return new HttpRequestMessage(
            HttpMethod.Post, $"{_graph}/v1.0/users/{Uri.EscapeDataString(user)}/teamwork/installedApps")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    private async Task<InstallResult> ReadAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) => answer.StatusCode switch
        {
            HttpStatusCode.Conflict => new InstallResult(InstallOutcome.AlreadyInstalled, null),
            HttpStatusCode.NotFound => new InstallResult(
                InstallOutcome.NotFound, await CodeAsync(answer, cancellationToken)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new InstallResult(InstallOutcome.NotAllowed, await CodeAsync(answer, cancellationToken)),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new InstallResult(InstallOutcome.Unavailable, $"{(int)answer.StatusCode}")
                {
                    RetryAfter = RetryAfterOf(answer),
                },
            _ when answer.IsSuccessStatusCode => new InstallResult(InstallOutcome.Installed, null),
            _ => new InstallResult(InstallOutcome.Refused, await CodeAsync(answer, cancellationToken)),
        };

    /// <summary>Graph's code, such as <c>NotFound</c>: its words may name the person.</summary>
    private static async Task<string?> CodeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            var code = (body as JsonObject)?["error"] is JsonObject error && error["code"] is JsonValue value
                && value.TryGetValue(out string? text) ? text : null;
            return code is { Length: <= 64 } && code.All(char.IsAsciiLetterOrDigit)
                ? code
                : $"{(int)answer.StatusCode}";
        }
        catch (System.Text.Json.JsonException)
        {
            return $"{(int)answer.StatusCode}";
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };
}

/// <summary>What Graph made of an installation.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Code">Graph's code or the status, for the log; never its words.</param>
public sealed record InstallResult(InstallOutcome Outcome, string? Code)
{
    /// <summary>When Graph wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

public enum InstallOutcome
{
    Installed,

    /// <summary>The person has it.</summary>
    AlreadyInstalled,

    /// <summary>No such person, or no such app in the tenant's catalogue.</summary>
    NotFound,

    /// <summary>The permission or its consent is missing, or a policy forbids the app to this person.</summary>
    NotAllowed,

    /// <summary>No answer, throttled or broken: later.</summary>
    Unavailable,

    /// <summary>Anything else that Graph did not want.</summary>
    Refused,
}
