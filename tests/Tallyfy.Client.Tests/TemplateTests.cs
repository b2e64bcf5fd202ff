using System.Net;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class TemplateTests
{
    private const string Path = "/organizations/org/checklists/t";

    [Theory]
    [InlineData("""{"data":{"id":"t","title":"Purchase request","status":"published","archived_at":null}}""", false)]
    [InlineData("""{"data":{"id":"t","title":"Purchase request"}}""", false)]
    [InlineData("""{"data":{"id":"t","title":"Purchase request","archived_at":"2026-11-02T08:00:00Z"}}""", true)]
    [InlineData("""{"data":{"id":"t","title":"Purchase request","archived_at":"2026-11-02 08:00:00"}}""", true)]
    [InlineData("""{"data":{"id":"t","title":"Purchase request","status":"archived"}}""", true)]
    public async Task A_template_is_read(string answer, bool isArchived)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, answer);

        var template = await story.Client.FindTemplateAsync("org", "t", ClientStory.Token);

        Assert.Equal(("t", "Purchase request", isArchived), (template?.Id, template?.Title, template?.IsArchived));
    }

    [Fact]
    public async Task One_that_tallyfy_does_not_know_is_null()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, Sample.Text("error.404.resource"), HttpStatusCode.NotFound);

        Assert.Null(await story.Client.FindTemplateAsync("org", "t", ClientStory.Token));
    }

    [Theory]
    [InlineData("error.404.endpoint", HttpStatusCode.NotFound, TallyfyErrorKind.EndpointNotFound)]
    [InlineData("error.401.unauthenticated", HttpStatusCode.Unauthorized, TallyfyErrorKind.Unauthenticated)]
    [InlineData("error.403.app-token-wrong-org", HttpStatusCode.Forbidden, TallyfyErrorKind.Forbidden)]
    public async Task Any_other_refusal_is_not_taken_for_that(
        string sample, HttpStatusCode status, TallyfyErrorKind kind)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, Sample.Text(sample), status);

        var refusal = await Assert.ThrowsAsync<TallyfyException>(
            () => story.Client.FindTemplateAsync("org", "t", ClientStory.Token));

        Assert.Equal(kind, refusal.Kind);
    }
}
