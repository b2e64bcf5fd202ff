using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>As <see cref="AssumptionStories"/>, for what needs a bot of its own: limits, links, registration.</summary>
public sealed class AssumptionEdgeStories
{
    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    private static readonly Dictionary<string, string?> ByRegistration = new(IntakeDriver.ByWebhook)
    {
        ["Tallyfy:PublicUrl"] = "http://127.0.0.1:3978/",
        ["Intake:SweepEvery"] = BotHost.SweepEvery.ToString(),
    };

    public static TheoryData<string, string> TooFast => Rows(AssumptionTable.TooFast);

    public static TheoryData<string, string> Code => Rows(AssumptionTable.Code);

    public static TheoryData<string, string> SignIn => Rows(AssumptionTable.SignIn);

    public static TheoryData<string, string> Registration => Rows(AssumptionTable.Registration);

    [Theory]
    [MemberData(nameof(TooFast))]
    public async Task Where_Tallyfy_was_asked_too_often_nothing_is_lost_and_nothing_done_twice(
        string setting, string value)
    {
        var limits = setting is "RequestsPerHour"
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["RequestsPerMinute"] = "300" };
        limits[setting] = value;
        await using var story = ApprovalStory.BeginUnder(limits, CredentialMode.PersonalToken);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await UseUpAsync(story);

        var tap = story.TapAsync(Person.Lynne, card, "approve");

        // A short wait that Tallyfy asks for is waited for, and the clock stands still by itself.
        for (var step = 0; step < 14 && !tap.IsCompleted; step++)
        {
            story.Advance(TimeSpan.FromSeconds(5));
            using var _ = await story.GetAsync("/health/live");
        }

        var answer = await tap;

        if (!answer.Words.Contains(StoryTexts.English.YouApproved, StringComparison.Ordinal))
        {
            Assert.Contains("nothing was recorded", answer.Words, StringComparison.Ordinal);
            Assert.Empty(await story.Sandbox.CompletionsAsync());
            story.Advance(TimeSpan.FromMinutes(61));
            answer = await story.TapAsync(Person.Lynne, answer.On(card), "approve");
        }

        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [MemberData(nameof(Code))]
    public async Task Whoever_types_the_code_from_Tallyfy_is_linked(string setting, string value)
    {
        await using var story = ApprovalStory.BeginUnder(
            new Dictionary<string, string> { [setting] = value }, CredentialMode.PersonalToken, ByCode);
        await story.RestartAsync(TimeSpan.FromDays(5)); // to a Saturday, on which no deadline may lie
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");
        var code = story.Sandbox.NewestCodeTask();

        await story.SayAsync(Person.Lynne, LinkCodes.CodeIn(code));

        await story.LaunchAsync("A lamp", Person.Lynne);
        Assert.True(code.IsArchived);
    }

    [Theory]
    [MemberData(nameof(SignIn))]
    public async Task Whoever_signs_in_to_Tallyfy_in_time_is_linked(string setting, string value)
    {
        var assumptions = new Dictionary<string, string> { ["AuthorizationCodeSeconds"] = "30", [setting] = value };
        await using var story = ApprovalStory.BeginUnder(
            assumptions, CredentialMode.PersonalToken, SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story, Person.Lynne);

        var sent = await walk.Browser.GoOnAsync(await walk.AskedAsync(Person.Lynne));
        var late = await walk.BackFromTallyfyAsync(sent, Person.Lynne, after: TimeSpan.FromSeconds(31));
        var page = await walk.SignInAsync(Person.Lynne, Person.Lynne);

        Assert.Contains(StoryTexts.English.PageNotSignedIn, late.Text, StringComparison.Ordinal);
        Assert.Contains("You are linked", page.Text, StringComparison.Ordinal);
        await story.LaunchAsync("A lamp", Person.Lynne);
    }

    [Theory]
    [MemberData(nameof(Registration))]
    public async Task The_bot_registers_once_where_it_may_and_finds_everything_where_it_may_not(
        string setting, string value)
    {
        await using var story = ApprovalStory.BeginUnder(
            new Dictionary<string, string> { [setting] = value }, CredentialMode.PersonalToken, ByRegistration);
        var mayRegister = setting is not "WatcherApi";

        if (mayRegister)
        {
            await story.LoggedAsync("Tallyfy now tells this bot by webhook");
            await story.RestartAsync();
            await story.LoggedAsync("Tallyfy already tells this bot by webhook");
        }
        else
        {
            await story.LoggedAsync($"does not let {WellKnown.OrganizationId} register a webhook (status 404)");
        }

        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            Assert.Equal(mayRegister ? 1 : 0, state.Watchers.Count);

        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A lamp", Person.Lynne);
    }

    private static TheoryData<string, string> Rows(IEnumerable<(string Setting, string Value)> rows) => [.. rows];

    /// <summary>With the bot's own token, until Tallyfy refuses.</summary>
    private static async Task UseUpAsync(ApprovalStory story)
    {
        using var client = story.Sandbox.CreateClient();
        var status = HttpStatusCode.OK;

        for (var request = 0; request < 400 && status is HttpStatusCode.OK; request++)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/me");
            asked.Headers.Authorization = new("Bearer", WellKnown.AccessToken);
            asked.Headers.Add("X-Tallyfy-Client", "APIClient");
            using var answer = await client.SendAsync(asked, TestContext.Current.CancellationToken);
            status = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }
}
