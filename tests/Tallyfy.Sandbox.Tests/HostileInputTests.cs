using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Whatever comes, an answer from the table of errors and never a failure of the sandbox's own.</summary>
public sealed class HostileInputTests
{
    private const int Requests = 4000;

    private static readonly string[] Words =
    [
        "", "0", "-1", "1", "99999999999999999999", "NaN", "null", "true", "[]", "{}", "' OR 1=1 --", "<script>",
        "../../x", "%00", "%ff", "\u202e", "😀", "a,b,,c", "2026-02-30", "0001-01-01", "9999-12-31", "^(", "*", "run",
        "webhook",
        "alexw@example.com", "x@y", WellKnown.OrganizationId, WellKnown.Finance, "1002", new string('a', 4000),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "1.5", "99999999999999999999", "\"\"", "\"x\"", "[]", "{}", "[null]",
        "[[1]]", "[1002]", "\"alexw@example.com\"", "\"new@example.net\"", "\"standard\"", "\"organization\"",
        "\"\\u0000\"", "\"\\ud800\"", "{\"users\":[\"x\"],\"guests\":{},\"groups\":7}", "\"http://127.0.0.1:1/\"",
        "\"2026-02-30\"", "{\"a\":{\"b\":{\"c\":[1,2,{}]}}}",
    ];

    private static readonly string[] Names =
    [
        "task_id", "is_approved", "override_user", "comment", "content", "label", "state", "email", "first_name",
        "last_name", "role", "message", "timezone", "name", "description", "members", "guests", "object_type",
        "object_id", "notification_type", "frequency", "webhook", "title", "owners", "deadline", "taskdata",
        "checklist_id", "prerun", "task_type", "summary", "thread_id", "as", "token", "template", "assignees", "status",
        "path", "step", "rules",
    ];

    private static readonly string[] Queries =
    [
        "q", "with", "sort", "sort_by", "page", "per_page", "without_pagination", "status", "owners", "groups",
        "archived", "entity_type", "entity_id", "created_after", "created_before", "search", "verb", "actor_id",
        "notification", "with_reassignment", "to", "tag", "folder", "deadline_on", "created",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
        "multipart/form-data; boundary=x", "application/json; charset=utf-16", "nonsense",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20260302)]
    public async Task Nothing_makes_it_fail(int seed)
    {
        await using var host = new SandboxHost(
            ("RequestsPerMinute", "0"), ("CommentsPerHour", "0"), ("GuestInvitesPerHour", "0"));
        using var client = host.CreateClient();
        var application = await host.ApplicationTokenAsync();
        var routes = Routes(host);
        var random = new Random(seed);
        var statuses = new Dictionary<HttpStatusCode, int>();

        for (var number = 0; number < Requests; number++)
        {
            using var request = Compose(random, Pick(random, routes), application);
            var sent = $"{number}: {request.Method} {request.RequestUri}";
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.True((int)response.StatusCode < 500, $"{sent}: {(int)response.StatusCode} {text}");
            statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
        }

        // So many ways to be refused say that the requests reached what they were meant for.
        Assert.Superset(
            new HashSet<HttpStatusCode>
            {
                HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound,
                HttpStatusCode.UnprocessableEntity,
            },
            statuses.Keys.ToHashSet());
    }

    private static IReadOnlyList<(string Method, string Pattern)> Routes(SandboxHost host) =>
    [
        .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(
            endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["PATCH"],
            (endpoint, method) => (method, endpoint.RoutePattern.RawText ?? ""))
            // A delay asked for by a fault is kept, on a clock that stands still here.
            .Where(route => !(route.method == "PUT" && route.Item2.EndsWith("/faults", StringComparison.Ordinal))),
    ];

    private static HttpRequestMessage Compose(Random random, (string Method, string Pattern) route, string application)
    {
        var segments = route.Pattern.Split('/').Select(segment => segment switch
        {
            "{org}" when random.Next(10) > 0 => WellKnown.OrganizationId,
            ['{', ..] => Uri.EscapeDataString(Pick(random, Words) is { Length: > 0 } word ? word : "x"),
            _ => segment,
        });
        var query = Enumerable.Range(0, random.Next(4)).Select(_ =>
        {
            var word = Pick(random, Words);
            return $"{Pick(random, Queries)}={(random.Next(2) == 0 ? word : Uri.EscapeDataString(word))}";
        });
        var request = new HttpRequestMessage(
            new HttpMethod(route.Method),
            new Uri($"{string.Join('/', segments)}?{string.Join('&', query)}", UriKind.Relative));

        if (random.Next(10) > 0)
            request.Headers.TryAddWithoutValidation("X-Tallyfy-Client", "APIClient");
        request.Headers.TryAddWithoutValidation("Authorization", random.Next(12) switch
        {
            0 => "Bearer",
            1 => "Bearer  x",
            2 => "Basic \u0001",
            3 => $"Bearer {new string('x', 5000)}",
            4 or 5 => $"Bearer {application}",
            _ => $"Bearer {WellKnown.AccessToken}",
        });
        if (route.Method != "GET")
            AddBody(random, request);
        return request;
    }

    private static void AddBody(Random random, HttpRequestMessage request)
    {
        var content = new ByteArrayContent(random.Next(10) switch
        {
            0 => [],
            1 => [0xff, 0xfe, 0x00, 0x80],
            2 => Encoding.UTF8.GetBytes(new string('[', 200)),
            3 => Encoding.UTF8.GetBytes(
                "--x\r\nContent-Disposition: form-data; name=\"name\"; filename=\"\"\r\n\r\nx\r\n--x--"),
            4 => Encoding.UTF8.GetBytes($"grant_type=password&client_id={Pick(random, Words)}&username[]=x&%=%"),
            _ => Encoding.UTF8.GetBytes(Object(random)),
        });
        content.Headers.TryAddWithoutValidation(
            "Content-Type", random.Next(3) == 0 ? Pick(random, ContentTypes) : ContentTypes[0]);
        request.Content = content;
    }

    private static string Object(Random random) => $$"""
        {{{string.Join(',', Enumerable.Range(0, random.Next(1, 9)).Select(_ => Member(random)))}}}
        """;

    private static string Member(Random random) => $"\"{Pick(random, Names)}\":{Pick(random, Values)}";

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
