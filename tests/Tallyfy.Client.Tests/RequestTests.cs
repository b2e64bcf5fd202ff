using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Tallyfy.Client.Http;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_read_carries_the_token_after_one_space_and_says_who_asks()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", Sample.Text("me.get.response"));

        await story.Client.GetMeAsync(ClientStory.Token);

        Assert.Matches(
            "^Authorization: Bearer personal-token\nAccept: application/json\nX-Tallyfy-Client: APIClient\n"
            + @"User-Agent: Tallyfy\.Client/\d+\.\d+\.\d+\n$",
            story.Tallyfy.Only.Headers.ReplaceLineEndings("\n"));
        Assert.Null(story.Tallyfy.Only.Body);
    }

    [Fact]
    public async Task A_write_is_plain_json()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(
            "/organizations/org/completed-tasks", Sample.Text("task.complete.standalone.response"));

        await story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal("application/json", story.Tallyfy.Only.ContentType);
    }

    [Theory]
    [InlineData("https://api.tallyfy.example", "https://api.tallyfy.example/me")]
    [InlineData("https://go.tallyfy.example/api/", "https://go.tallyfy.example/api/me")]
    [InlineData("http://127.0.0.1:3979/api", "http://127.0.0.1:3979/api/me")]
    public async Task The_base_address_may_be_written_either_way(string baseAddress, string expected)
    {
        await using var story = new ClientStory(options => options.BaseAddress = new Uri(baseAddress));
        story.Tallyfy.On(HttpMethod.Get, expected, HttpStatusCode.OK, Sample.Text("me.get.response"));

        await story.Client.GetMeAsync(ClientStory.Token);

        Assert.Equal($"GET {expected}", story.Tallyfy.Only.Line);
    }

    [Fact]
    public async Task An_id_cannot_break_out_of_its_place_in_the_path()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/a%2F..%2Fb%3Fc%23d", Sample.Text("organization.get.response"));

        await story.Client.GetOrganizationAsync("a/../b?c#d", ClientStory.Token);

        Assert.Single(story.Tallyfy.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_of_nothing_or_dots_is_refused_before_anything_is_sent(string id)
    {
        await using var story = new ClientStory();

        await Assert.ThrowsAsync<ArgumentException>(() => story.Client.FindTaskAsync("org", id, ClientStory.Token));

        Assert.Empty(story.Tallyfy.Seen);
    }

    [Theory]
    [InlineData("relative", "https://a.example", nameof(TallyfyClientOptions.BaseAddress))]
    [InlineData("ftp://a.example", "https://a.example", nameof(TallyfyClientOptions.BaseAddress))]
    [InlineData("https://a.example?x=1", "https://a.example", nameof(TallyfyClientOptions.BaseAddress))]
    [InlineData("https://a.example", "https://user:word@a.example", nameof(TallyfyClientOptions.TokenAddress))]
    public void An_address_that_cannot_work_is_named_at_once(string baseAddress, string tokenAddress, string named)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => new ClientStory(options =>
        {
            options.BaseAddress = new Uri(baseAddress, UriKind.RelativeOrAbsolute);
            options.TokenAddress = new Uri(tokenAddress);
        }));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_that_cannot_work_are_named_at_once()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => new ClientStory(options =>
        {
            options.ClientHeader = " ";
            options.UserAgent = "Somebody";
            options.ReadTimeout = TimeSpan.Zero;
            options.WriteTimeout = TimeSpan.FromDays(2);
            options.TransferTimeout = TimeSpan.Zero;
            options.MaxDownloadBytes = 0;
            options.MaxResponseBytes = 0;
            options.ReadRetries = -1;
            options.RetryDelay = TimeSpan.FromSeconds(-1);
            options.MaxRetryAfter = TimeSpan.FromSeconds(-1);
        }));

        Assert.Equal(10, refusal.Failures.Count());
    }

    [Fact]
    public async Task The_shipped_settings_point_at_tallyfy()
    {
        await using var story = new ClientStory(options =>
        {
            var shipped = new TallyfyClientOptions();
            options.BaseAddress = shipped.BaseAddress;
            options.TokenAddress = shipped.TokenAddress;
        });
        story.Tallyfy.On(
            HttpMethod.Get, "https://go.tallyfy.com/api/me", HttpStatusCode.OK, Sample.Text("me.get.response"));

        var me = await story.Client.GetMeAsync(ClientStory.Token);

        Assert.Equal(1001, me.Id);
    }

    [Fact]
    public async Task A_request_makes_no_span_because_its_address_may_hold_an_e_mail()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue($"{span.GetTagItem("url.full")}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var plain = new SocketsHttpHandler();
        using var ours = TallyfyClientRegistration.CreatePrimaryHandler();

        await AskNobodyAsync(plain, "plain");
        await AskNobodyAsync(ours, "ours");

        Assert.Contains(spans, span => span.Contains("/users/plain", StringComparison.Ordinal));
        Assert.DoesNotContain(spans, span => span.Contains("/users/ours", StringComparison.Ordinal));
    }

    private static async Task AskNobodyAsync(HttpMessageHandler network, string user)
    {
        using var client = new HttpMessageInvoker(network, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:1/users/{user}/token");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, ClientStory.Token));
    }
}
