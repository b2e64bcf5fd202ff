using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class RetryTests
{
    private const string Me = StubTallyfy.Address + "/me";
    private const string Complete = StubTallyfy.Address + "/organizations/org/completed-tasks";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_read_is_tried_again_when_the_failure_may_pass(HttpStatusCode status)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", "", status).Get("/me", "", status).Get("/me", Sample.Text("me.get.response"));

        var me = await story.Client.GetMeAsync(ClientStory.Token);

        Assert.Equal((1001, 3), (me.Id, story.Tallyfy.Seen.Count));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_read_is_not_tried_again_when_the_answer_will_not_change(HttpStatusCode status)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", "", status);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal((status, 1), (refusal.Status, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_read_gives_up_after_a_few_tries()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", "", HttpStatusCode.BadGateway).Get("/me", "", HttpStatusCode.BadGateway)
            .Get("/me", "", HttpStatusCode.BadGateway);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.ServerError, 3), (refusal.Kind, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again_and_then_reported_as_such()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Get, Me, Break).On(HttpMethod.Get, Me, Break).On(HttpMethod.Get, Me, BreakOff);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.Unreachable, null, 3), (refusal.Kind, refusal.Status, story.Tallyfy.Seen.Count));
        Assert.True(refusal.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, TallyfyErrorKind.RateLimited)]
    [InlineData(HttpStatusCode.BadGateway, TallyfyErrorKind.ServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable, TallyfyErrorKind.ServerError)]
    [InlineData(HttpStatusCode.GatewayTimeout, TallyfyErrorKind.ServerError)]
    public async Task A_write_is_never_sent_twice(HttpStatusCode status, TallyfyErrorKind kind)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Post, Complete, status, "", r => r.Headers.Add("Retry-After", "0"));

        var refusal = await ClientStory.RefusalAsync(() => CompleteAsync(story));

        Assert.Equal((kind, 1), (refusal.Kind, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_write_whose_connection_broke_is_never_sent_twice()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Post, Complete, BreakOff);

        var refusal = await ClientStory.RefusalAsync(() => CompleteAsync(story));

        Assert.Equal((TallyfyErrorKind.Unreachable, true, 1), (
            refusal.Kind, refusal.IsOutcomeUnknown, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task Retry_after_is_waited_for()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Get, Me, HttpStatusCode.TooManyRequests, "", r => r.Headers.Add("Retry-After", "7"));
        story.Tallyfy.Get("/me", Sample.Text("me.get.response"));

        var asking = story.Client.GetMeAsync(ClientStory.Token);
        await story.Time.WaitedFor(TimeSpan.FromSeconds(7));
        story.Time.Advance(TimeSpan.FromSeconds(6.9));
        var early = (asking.IsCompleted, story.Tallyfy.Seen.Count);
        story.Time.Advance(TimeSpan.FromSeconds(0.2));
        var me = await asking;

        Assert.Equal((false, 1), early);
        Assert.Equal((1001, 2), (me.Id, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_long_retry_after_is_left_to_the_caller()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Get, Me, HttpStatusCode.TooManyRequests, "", r => r.Headers.Add("Retry-After", "3600"));

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal((TimeSpan.FromHours(1), 1), (refusal.RetryAfter, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_silent_tallyfy_is_given_up_on_after_ten_seconds_a_try()
    {
        await using var story = new ClientStory(options => options.ReadRetries = 1);
        var asked = new SemaphoreSlim(0);
        story.Tallyfy.On(HttpMethod.Get, Me, Silence(asked)).On(HttpMethod.Get, Me, SilenceInTheBody(asked));

        var asking = ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));
        await asked.WaitAsync(ClientStory.Token);
        story.Time.Advance(TimeSpan.FromSeconds(10));
        await asked.WaitAsync(ClientStory.Token);
        story.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TallyfyErrorKind.TimedOut, (await asking).Kind);
    }

    [Fact]
    public async Task A_write_has_thirty_seconds_and_then_its_outcome_is_unknown()
    {
        await using var story = new ClientStory();
        var asked = new SemaphoreSlim(0);
        story.Tallyfy.On(HttpMethod.Post, Complete, Silence(asked));

        var asking = ClientStory.RefusalAsync(() => CompleteAsync(story));
        await asked.WaitAsync(ClientStory.Token);
        story.Time.Advance(TimeSpan.FromSeconds(29));
        var early = asking.IsCompleted;
        story.Time.Advance(TimeSpan.FromSeconds(1));
        var refusal = await asking;

        Assert.False(early);
        Assert.Equal((TallyfyErrorKind.TimedOut, true), (refusal.Kind, refusal.IsOutcomeUnknown));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_a_cancellation_and_no_further_try()
    {
        await using var story = new ClientStory();
        using var caller = new CancellationTokenSource();
        var asked = new SemaphoreSlim(0);
        story.Tallyfy.On(HttpMethod.Get, Me, Silence(asked));

        var asking = story.Client.GetMeAsync(caller.Token);
        await asked.WaitAsync(ClientStory.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Single(story.Tallyfy.Seen);
    }

    [Fact]
    public async Task Retries_can_be_turned_off()
    {
        await using var story = new ClientStory(options => options.ReadRetries = 0);
        story.Tallyfy.Get("/me", "", HttpStatusCode.BadGateway);

        await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Single(story.Tallyfy.Seen);
    }

    [Theory]
    [InlineData(TallyfyClientRegistration.ApiClientName)]
    [InlineData(TallyfyClientRegistration.TokenClientName)]
    public async Task Polly_validates_for_one_thread_at_a_time(string client)
    {
        var isAlone = false;
        var services = new ServiceCollection();
        services.AddTallyfyClient(_ => isAlone = RequestPolicy.OneAtATime.IsHeldByCurrentThread);
        await using var provider = services.BuildServiceProvider();

        using var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);

        Assert.True(isAlone);
    }

    private static Task<CompletedTask> CompleteAsync(ClientStory story) =>
        story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

    private static Task<HttpResponseMessage> Break(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new HttpRequestException("No route.");

    private static Task<HttpResponseMessage> BreakOff(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new StubbornStream(null)) });

    private static StubTallyfy.Answering Silence(SemaphoreSlim asked) => async (_, cancellationToken) =>
    {
        asked.Release();
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return new HttpResponseMessage();
    };

    private static StubTallyfy.Answering SilenceInTheBody(SemaphoreSlim asked) => (_, _) =>
        Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new StubbornStream(asked)) });
}
