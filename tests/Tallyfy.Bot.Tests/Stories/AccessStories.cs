using System.Net;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Tallyfy stops letting the bot in: whoever runs it is told what to do, once, and everybody else what it means for
/// them.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class AccessStories
{
    private const string InVain = "Tallyfy does not let the bot in; the next one tries again";

    private const string Refused = "Error: Tallyfy does not accept";

    private static readonly object Unauthenticated = new { message = "Unauthenticated." };

    private static Dictionary<string, string?> LynneRunsIt => new()
    {
        ["Operators:People:0:Tenant"] = Person.Tenant,
        ["Operators:People:0:ObjectId"] = Person.Lynne.ObjectId,
    };

    [Theory]
    [InlineData(
        CredentialMode.PersonalToken,
        "put a new one in Tallyfy:AccessToken and restart the bot",
        "Tallyfy:AccessToken")]
    [InlineData(CredentialMode.Application, "check Tallyfy:ClientId and Tallyfy:ClientSecret", "Tallyfy:ServiceUser")]
    public async Task A_break_is_said_once_in_the_log_and_in_a_message_and_by_health_until_it_ends(
        CredentialMode mode, string advice, string setting)
    {
        await using var story = ApprovalStory.Begin(mode, LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        await BreakAsync(story);

        story.Sweep();

        var told = await story.Teams.WaitForAsync(Says(StoryTexts.English.NotLetInHeading));
        Assert.Equal(Person.Lynne.Chat, told.Chat);
        Assert.Contains(setting, told.Words, StringComparison.Ordinal);
        var (status, words) = await TallyfyAsync(story);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(advice, words, StringComparison.Ordinal);
        Assert.Contains(WellKnown.OrganizationId, words, StringComparison.Ordinal);

        await story.LoggedAsync(InVain); // the operator is told before the first sweep has ended

        for (var round = 1; round <= 3; round++)
            Assert.InRange(await SweepInVainAsync(story), 1, 4);

        Assert.Equal(1, Count(story.Log, Refused));
        Assert.Equal(0, Count(story.Log, "Unauthenticated"));

        await story.Sandbox.ClearFaultsAsync();
        story.Sweep();

        await story.Teams.WaitForAsync(Says(StoryTexts.English.LetInAgainHeading));
        Assert.Equal(HttpStatusCode.OK, (await TallyfyAsync(story)).Status);
        Assert.Equal(1, Count(story.Log, "lets the bot in again"));
        Assert.Single(story.Teams.Messages, message => Says(StoryTexts.English.NotLetInHeading)(message));
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task Whoever_taps_meanwhile_reads_that_nothing_was_recorded_and_can_decide_afterwards(
        CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode, LynneRunsIt);
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchAsync("A new coffee machine", Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);
        await BreakAsync(story);

        var answer = await story.TapAsync(Person.Alex, card, "reject", "Too expensive");

        Assert.Contains(StoryTexts.English.NotLetIn, answer.Words, StringComparison.Ordinal);
        Assert.Equal("Too expensive", (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await story.Sandbox.ClearFaultsAsync();
        Assert.Contains(
            "You rejected",
            (await story.TapAsync(Person.Alex, answer.On(card), "reject", "Too expensive")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_whose_owner_logged_out_is_replaced_and_the_bot_goes_on()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        await story.Sandbox.RevokeTokenAsync(WellKnown.AccessToken);
        story.Sweep();
        await story.Teams.WaitForAsync(Says(StoryTexts.English.NotLetInHeading));

        await story.RestartAsync();
        await story.LoggedAsync(Refused);
        await SweepInVainAsync(story);
        await story.RestartAsync(
            TimeSpan.Zero, KeyValuePair.Create("Tallyfy:AccessToken", (string?)await story.Sandbox.IssueTokenAsync()));

        await story.Teams.WaitForAsync(Says(StoryTexts.English.LetInAgainHeading));
        Assert.Single(story.Teams.Messages, message => Says(StoryTexts.English.NotLetInHeading)(message));
    }

    [Fact]
    public async Task However_many_processes_there_are_each_break_is_told_once()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await story.InstallAsync(Person.Lynne);

        if (StoryStore.IsPostgres) // a file takes one
            story.StartAnother();

        for (var episode = 1; episode <= 2; episode++)
        {
            await BreakAsync(story);
            story.Sweep();
            await story.Teams.CallAsync(
                () => story.Teams.Messages.Count(
                    message => Says(StoryTexts.English.NotLetInHeading)(message)) == episode);
            await SweepInVainAsync(story);
            await story.Sandbox.ClearFaultsAsync();
            story.Sweep();
            await story.Teams.CallAsync(
                () => story.Teams.Messages.Count(
                    message => Says(StoryTexts.English.LetInAgainHeading)(message)) == episode);
        }

        Assert.Equal(4, await story.CountAsync("operator_notices"));
        Assert.Equal(2, story.Teams.Messages.Count(message => Says(StoryTexts.English.NotLetInHeading)(message)));
    }

    [Fact]
    public async Task An_operator_who_installs_the_app_later_is_told_then()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await BreakAsync(story);
        story.Sweep();
        await story.LoggedAsync("An operator cannot be told Refused yet");

        await story.InstallAsync(Person.Lynne);
        story.Advance(TimeSpan.FromMinutes(10));

        await story.Teams.WaitForAsync(Says(StoryTexts.English.NotLetInHeading));
    }

    [Fact]
    public async Task What_was_over_before_it_could_be_told_is_not_told()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await BreakAsync(story);
        story.Sweep();
        await story.LoggedAsync("An operator cannot be told Refused yet");
        await story.Sandbox.ClearFaultsAsync();
        story.Sweep();
        await story.LoggedAsync("lets the bot in again");

        await story.InstallAsync(Person.Lynne);
        story.Advance(TimeSpan.FromMinutes(10));
        await story.LoggedAsync("An operator need not be told Refused any more");

        Assert.Equal(1, await story.CountAsync("operator_notices"));
        Assert.DoesNotContain(story.Teams.Messages, message => Says(StoryTexts.English.NotLetInHeading)(message));
    }

    [Fact]
    public async Task One_request_that_this_token_may_not_make_is_no_break()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        await story.Sandbox.SetFaultAsync(
            new { method = "GET", path = "^.*/tasks$", status = 401, body = Unauthenticated });

        story.Sweep();

        await story.LoggedAsync("failed: Tallyfy answered Unauthenticated");
        var (status, words) = await TallyfyAsync(story);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith(
            $"Tallyfy could not be read for organization {WellKnown.OrganizationId}: ",
            words,
            StringComparison.Ordinal);
        Assert.Equal(0, Count(story.Log, Refused));
        Assert.Equal(0, await story.CountAsync("operator_notices"));
    }

    [Fact]
    public async Task A_message_that_Teams_does_not_take_is_tried_again()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        story.Teams.Interfere = request => request.Method == HttpMethod.Post
            ? ScriptedConnector.Json(HttpStatusCode.ServiceUnavailable, ScriptedConnector.Fault("ServiceUnavailable"))
            : null;
        await BreakAsync(story);
        story.Sweep();
        await story.LoggedAsync("Telling an operator Refused failed on attempt 1");

        story.Teams.Interfere = _ => null;
        story.Advance(TimeSpan.FromSeconds(60));

        await story.Teams.WaitForAsync(Says(StoryTexts.English.NotLetInHeading));
    }

    // Whatever token the bot has, and whichever it gets.
    private static Task BreakAsync(ApprovalStory story) =>
        story.Sandbox.SetFaultAsync(new { path = "/api/", status = 401, body = Unauthenticated });

    /// <summary>How many requests one more sweep makes of it.</summary>
    private static async Task<int> SweepInVainAsync(ApprovalStory story)
    {
        var (sweeps, requests) = (Count(story.Log, InVain), story.Sandbox.Wire.Passed.Count);
        story.Sweep();
        await story.UntilAsync("swept in vain", () => Task.FromResult(Count(story.Log, InVain) > sweeps));
        return story.Sandbox.Wire.Passed.Count - requests;
    }

    private static async Task<(HttpStatusCode Status, string Words)> TallyfyAsync(ApprovalStory story)
    {
        using var health = await story.AskAsOperatorAsync("/health/tallyfy");
        return (health.StatusCode, await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Func<ChatMessage, bool> Says(string heading) =>
        message => message.Summary.StartsWith(heading, StringComparison.Ordinal);

    private static int Count(string log, string words) => log.Split(words).Length - 1;
}
