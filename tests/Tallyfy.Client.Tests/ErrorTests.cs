using System.Net;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class ErrorTests
{
    private const string Path = "/organizations/org/completed-tasks";

    [Theory]
    [InlineData(401, "error.401.unauthenticated", TallyfyErrorKind.Unauthenticated, null, "Unauthenticated.")]
    [InlineData(
        403, "error.403.app-token-wrong-org", TallyfyErrorKind.Forbidden, null,
        "You don't have application's permissions for this organization!")]
    [InlineData(
        404, "error.404.endpoint", TallyfyErrorKind.EndpointNotFound, "ENDPOINT_NOT_FOUND",
        "API endpoint not found")]
    [InlineData(404, "error.404.resource", TallyfyErrorKind.NotFound, "RESOURCE_NOT_FOUND", "Resource not found")]
    [InlineData(409, "error.409.seats", TallyfyErrorKind.Conflict, "SEAT_POOL_EXHAUSTED", "No full seats left.")]
    [InlineData(422, "error.422.dropdown", TallyfyErrorKind.Validation, null, "Invalid dropdown choice selected.")]
    [InlineData(
        422, "error.422.is-approved-missing", TallyfyErrorKind.Validation, null,
        "The is approved field is required.")]
    [InlineData(
        422, "error.422.laravel-style", TallyfyErrorKind.Validation, null,
        "The given data was invalid. The task id field is required.")]
    [InlineData(422, "error.422.validation", TallyfyErrorKind.Validation, null, "The field_name is required.")]
    [InlineData(
        429, "error.429.operation", TallyfyErrorKind.RateLimited, "RATE_LIMIT_EXCEEDED",
        "You've reached the limit for [operation]. Please try again later.")]
    [InlineData(
        429, "error.429.hourly-cap", TallyfyErrorKind.RateLimited, "RATE_LIMIT_EXCEEDED",
        "You've reached the hourly limit for Guest Invite (30 per hour per organization). Please try again later.")]
    [InlineData(401, "error.oauth.invalid-client.401", TallyfyErrorKind.Unauthenticated, null, "invalid_client")]
    public async Task Tallyfys_refusals_keep_their_words(
        int status, string sample, TallyfyErrorKind kind, string? code, string message)
    {
        var refusal = await RefusalAsync((HttpStatusCode)status, Sample.Text(sample));

        Assert.Equal(
            (kind, (HttpStatusCode?)status, code, message),
            (refusal.Kind, refusal.Status, refusal.Code, refusal.Message));
        Assert.False(refusal.IsOutcomeUnknown);
    }

    [Fact]
    public async Task Errors_of_fields_are_kept_by_field()
    {
        var refusal = await RefusalAsync(
            HttpStatusCode.UnprocessableEntity, Sample.Text("error.422.laravel-style"));

        var field = Assert.Single(refusal.FieldErrors);
        Assert.Equal("task_id", field.Key);
        Assert.Equal(["The task id field is required."], field.Value);
    }

    [Theory]
    [InlineData("""{"errors":{"taskdata":[{"a":["One."]},{"b":[["Two."]]},null,3]}}""", "taskdata", "One.|Two.")]
    [InlineData("""{"errors":["One.","Two."]}""", "", "One.|Two.")]
    [InlineData("""{"errors":"One."}""", "", "One.")]
    [InlineData("""{"errors":{"a":"One."}}""", "a", "One.")]
    public async Task Errors_of_fields_may_be_nested(string body, string field, string texts)
    {
        var refusal = await RefusalAsync(HttpStatusCode.UnprocessableEntity, body);

        Assert.Equal(texts.Split('|'), refusal.FieldErrors[field]);
        Assert.Equal(texts.Replace('|', ' '), refusal.Message);
    }

    [Theory]
    [InlineData(400, TallyfyErrorKind.BadRequest, "Tallyfy refused the request (400).")]
    [InlineData(401, TallyfyErrorKind.Unauthenticated, "Tallyfy did not accept the access token.")]
    [InlineData(403, TallyfyErrorKind.Forbidden, "Tallyfy does not permit this.")]
    [InlineData(404, TallyfyErrorKind.EndpointNotFound, "Tallyfy does not know this.")]
    [InlineData(405, TallyfyErrorKind.BadRequest, "Tallyfy refused the request (405).")]
    [InlineData(429, TallyfyErrorKind.RateLimited, "Tallyfy was asked too often.")]
    public async Task A_refusal_without_words_gets_ours(int status, TallyfyErrorKind kind, string message)
    {
        string[] bodies = ["""{"error":true,"errors":[]}""", """{"message":null}""", """{"code":"C"}"""];
        foreach (var body in bodies)
        {
            var refusal = await RefusalAsync((HttpStatusCode)status, body);

            Assert.Equal((kind, message), (refusal.Kind, refusal.Message));
            Assert.Empty(refusal.FieldErrors);
        }
    }

    // A firewall, a proxy, a portal: what they say is nothing that Tallyfy said.
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(451)]
    public async Task A_refusal_that_is_not_Tallyfys_is_no_answer(int status)
    {
        string[] bodies =
        [
            "", " ", "<html><body>No</body></html>", "Forbidden", "[]", "{}", "null", "7", """{"data":{"id":"t"}}""",
            """{"code":1020,"ray":"x"}""", "{\"error\":true",
        ];
        foreach (var body in bodies)
        {
            var refusal = await RefusalAsync((HttpStatusCode)status, body);

            Assert.Equal(
                (TallyfyErrorKind.UnreadableAnswer, true, $"Tallyfy's answer could not be read ({status})."),
                (refusal.Kind, refusal.IsOutcomeUnknown, refusal.Message));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Slow down</html>")]
    public async Task Whoever_asks_to_wait_has_done_nothing(string body)
    {
        var refusal = await RefusalAsync(HttpStatusCode.TooManyRequests, body);

        Assert.Equal((TallyfyErrorKind.RateLimited, false), (refusal.Kind, refusal.IsOutcomeUnknown));
    }

    // Found by the fuzz: half a character in a refusal surfaced as an exception of the JSON reader.
    [Theory]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("""{"error":true,"errors":{"\ud800":"\udfff"}}""")]
    public async Task A_refusal_in_half_characters_gets_our_words(string body)
    {
        var refusal = await RefusalAsync(HttpStatusCode.Conflict, body);

        Assert.Equal(
            (TallyfyErrorKind.Conflict, "Tallyfy refused the request (409)."), (refusal.Kind, refusal.Message));
    }

    [Theory]
    [InlineData(500, "Tallyfy failed (500).")]
    [InlineData(503, "Tallyfy failed (503).")]
    public async Task A_failed_server_is_never_quoted(int status, string message)
    {
        var refusal = await RefusalAsync(
            (HttpStatusCode)status, """{"message":"Perfectly harmless words","errors":{"a":["b"]},"code":"C"}""");

        Assert.Equal((TallyfyErrorKind.ServerError, message), (refusal.Kind, refusal.Message));
        Assert.Empty(refusal.FieldErrors);
        Assert.True(refusal.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData("SQLSTATE[42S22]: Column not found: 1054 (SQL: select * from `tasks` where `id` = 7)")]
    [InlineData("select * from `users` where (`id` = 1)")]
    [InlineData("Call to undefined method App\\\\Models\\\\Task::foo()")]
    [InlineData("in /var/www/app/Services/TaskService.php:147")]
    [InlineData("Illuminate QueryException thrown: Exception in line 3")]
    [InlineData("Stack trace: #0 {main}")]
    [InlineData("<div class='e'>Oops</div>")]
    [InlineData("token Bearer abc.def refused")]
    [InlineData("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJ x")]
    [InlineData("access_token=abc")]
    public async Task The_inside_of_the_server_is_never_quoted(string inside)
    {
        var refusal = await RefusalAsync(
            HttpStatusCode.UnprocessableEntity, $$$"""{"message":"{{{inside}}}","errors":{"a":["{{{inside}}}"]}}""");

        Assert.Equal("Tallyfy refused the request (422).", refusal.Message);
        Assert.Empty(refusal.FieldErrors["a"]);
    }

    [Fact]
    public async Task Words_are_stripped_of_what_nobody_sees_and_cut()
    {
        var words = "First\\n\\tline \\u202eand\\u0000 " + new string('x', 3000);

        var refusal = await RefusalAsync(HttpStatusCode.Forbidden, $$"""{"message":"{{words}}"}""");

        Assert.StartsWith("First line and xxx", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("x…", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(500, refusal.Message.Length);
    }

    [Theory]
    [InlineData("Retry-After", "17", 17)]
    [InlineData("Retry-After", "Mon, 02 Mar 2026 12:00:40 GMT", 40)]
    [InlineData("Retry-After", "Mon, 02 Mar 2026 11:00:00 GMT", 0)]
    public async Task How_long_to_wait_and_the_id_of_the_request_are_kept(string header, string value, int seconds)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Post,
            StubTallyfy.Address + Path,
            HttpStatusCode.TooManyRequests,
            Sample.Text("error.429.operation"),
            response =>
            {
                response.Headers.Add(header, value);
                response.Headers.Add("X-Request-Id", "req-1");
            });

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token));

        Assert.Equal((TimeSpan.FromSeconds(seconds), "req-1"), (refusal.RetryAfter, refusal.RequestId));
    }

    private static async Task<TallyfyException> RefusalAsync(HttpStatusCode status, string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(Path, body, status);
        return await ClientStory.RefusalAsync(
            () => story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token));
    }
}
