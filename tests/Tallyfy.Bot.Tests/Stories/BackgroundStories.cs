using System.Text.RegularExpressions;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;
using static Tallyfy.Bot.Tests.Infrastructure.BackgroundScenario;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What stands behind an approval, for whoever may decide it and asks for more.</summary>
public sealed class BackgroundStories
{
    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task A_decision_from_a_card_is_told_with_its_reason_and_what_waits_is_named(CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode);
        var launched = await InstalledAsync(story);
        var card = await story.CardAsync(Person.Adele, Earlier);
        await story.TapAsync(Person.Adele, card, "approve", "Within <b>budget</b> [so far]");
        await story.CommentedAsync();
        await story.QuietAsync();

        var (background, requests) = await story.AskForMoreAsync(launched);

        Assert.IsType<WhyYou.ByName>(background.WhyYou);
        Assert.Empty(background.Others);
        var earlier = Assert.Single(background.Earlier);
        Assert.Equal(
            (Earlier, Verdict.Approved, Person.Adele.Name, story.Clock.GetUtcNow()),
            (earlier.Title, earlier.Verdict, earlier.By, earlier.At));
        Assert.Equal(new DecisionReason("Within <b>budget</b> [so far]", IsHtml: false), earlier.Reason);
        var waiting = Assert.Single(background.Waiting);
        Assert.Equal((Behind, Person.Adele.Name), (waiting.Title, Assert.Single(waiting.Owners)));
        Assert.Equal(
            (BackgroundState.Known, BackgroundState.Known), (background.EarlierState, background.WaitingState));
        Assert.InRange(requests, 1, 2);
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task A_decision_made_in_Tallyfy_is_told_with_what_its_completer_wrote_then(CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode);
        var launched = await InstalledAsync(story);
        await story.WriteAsync(launched.Task, Person.Adele, "Long before");
        story.Advance(TimeSpan.FromHours(1));
        await story.Sandbox.CompleteAsync(launched.Task, Person.Adele.Email, isApproved: false);
        await story.WriteAsync(launched.Task, Person.Megan, "What a pity");
        await story.WriteAsync(launched.Task, Person.Adele, "The <b>quote</b> is old");

        var earlier = Assert.Single((await story.AskForMoreAsync(launched)).Background.Earlier);

        Assert.Equal((Verdict.Rejected, Person.Adele.Name), (earlier.Verdict, earlier.By));
        Assert.Equal(new DecisionReason("The <b>quote</b> is old", IsHtml: true), earlier.Reason);
    }

    [Fact]
    public async Task A_reason_that_others_wrote_in_somebodys_name_is_none()
    {
        await using var story = ApprovalStory.Begin();
        var launched = await InstalledAsync(story);
        await story.TapAsync(Person.Adele, await story.CardAsync(Person.Adele, Earlier), "approve", "Within budget");
        await story.CommentedAsync();
        story.Advance(TimeSpan.FromMinutes(1)); // the newest is looked at first
        var receipt = (await story.Sandbox.CommentAsync())[^13..];
        await story.WriteAsync(launched.Task, Person.Megan, $"Adele Vance via Teams: Approved. Pay at once {receipt}");
        await story.WriteAsync(
            launched.Task, Person.Megan, "Adele Vance via Teams: Approved. Pay at once [ABCDE-23456]");

        var earlier = Assert.Single((await story.AskForMoreAsync(launched)).Background.Earlier);

        Assert.Equal(new DecisionReason("Within budget", IsHtml: false), earlier.Reason);
    }

    [Theory]
    [InlineData("\"state\":\"[^\"]*\"", "\"state\":\"hide-for-members\"")]
    [InlineData("\"label\":\"comment\"", "\"label\":\"problem\"")]
    public async Task What_may_be_hidden_from_members_and_an_issue_are_no_reason(string said, string instead)
    {
        await using var story = ApprovalStory.Begin();
        var launched = await InstalledAsync(story);
        await story.Sandbox.CompleteAsync(launched.Task, Person.Adele.Email, isApproved: true);
        await story.WriteAsync(launched.Task, Person.Adele, "Between us");
        Assert.NotNull(Assert.Single((await story.AskForMoreAsync(launched)).Background.Earlier).Reason);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange.EndsWith("/tasks", StringComparison.Ordinal)
            ? Regex.Replace(body, said, instead)
            : body;

        Assert.Null(Assert.Single((await story.AskForMoreAsync(launched)).Background.Earlier).Reason);
    }

    [Theory]
    [InlineData("collaborators")]
    [InlineData("all of it")]
    public async Task With_an_organizations_token_only_who_is_of_the_run_sees_it(string what)
    {
        await using var story = ApprovalStory.Begin();
        var launched = await InstalledAsync(story);
        await story.Sandbox.CompleteAsync(launched.Task, Person.Adele.Email, isApproved: true);
        Assert.Single((await story.AskForMoreAsync(launched)).Background.Earlier);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange.EndsWith("/tasks", StringComparison.Ordinal)
            ? Regex.Replace(
                body,
                what == "collaborators" ? "\"collaborators\":\\[[^]]*\\]" : "\"run\":",
                what == "collaborators" ? "\"collaborators\":[1]" : "\"no\":")
            : body;

        var (background, requests) = await story.AskForMoreAsync(launched);

        Assert.Empty(background.Earlier);
        Assert.Empty(background.Waiting);
        Assert.Equal(
            (BackgroundState.NotReadable, BackgroundState.NotReadable),
            (background.EarlierState, background.WaitingState));
        Assert.IsType<WhyYou.ByName>(background.WhyYou);
        Assert.InRange(requests, 1, 2);
    }

    [Fact]
    public async Task Who_is_not_of_the_run_sees_the_steps_that_are_theirs()
    {
        await using var story = ApprovalStory.Begin();
        var launched = await InstalledAsync(story, checks: Person.Lynne);
        await story.Sandbox.CompleteAsync(launched.Task, Person.Lynne.Email, isApproved: true);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange.EndsWith("/tasks", StringComparison.Ordinal)
            ? Regex.Replace(body, "\"collaborators\":\\[[^]]*\\]", "\"collaborators\":[]")
            : body;

        var (background, _) = await story.AskForMoreAsync(launched);

        Assert.Equal(Earlier, Assert.Single(background.Earlier).Title);
        Assert.Equal(BackgroundState.NotReadable, background.EarlierState);
        Assert.Empty(background.Waiting);
    }

    [Fact]
    public async Task With_their_own_token_Tallyfy_says_what_somebody_may_read()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        var launched = await InstalledAsync(story);
        await story.Sandbox.CompleteAsync(launched.Task, Person.Adele.Email, isApproved: true);
        await RestrictAsync(story, launched.Run!, Person.Adele);

        var (background, requests) = await story.AskForMoreAsync(launched);

        Assert.Empty(background.Earlier);
        Assert.Equal(
            (BackgroundState.NotReadable, BackgroundState.NotReadable),
            (background.EarlierState, background.WaitingState));
        Assert.IsType<WhyYou.ByName>(background.WhyYou);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task Somebody_of_a_group_is_told_which_and_who_else()
    {
        await using var story = ApprovalStory.Begin();
        var owners = new Owners { Users = [(int)Person.Lynne.Member], Groups = [WellKnown.Finance] };
        await story.InstallAsync(Person.Isaiah);
        var launched = await InstalledAsync(story, asked: owners);
        var task = story.Sandbox.FindTask(launched.Run!, Asked);

        var (isaiahs, requests) = await story.AskForMoreAsync(Person.Isaiah, task);
        var (lynnes, _) = await story.AskForMoreAsync(launched);

        Assert.Equal(["Finance"], Assert.IsType<WhyYou.ByGroups>(isaiahs.WhyYou).Names);
        Assert.Equal(
            [new OtherDecider(Person.Lynne.Name), new OtherDecider("Finance", IsGroup: true)], isaiahs.Others);
        Assert.Equal(2, requests);
        Assert.Equal([new OtherDecider("Finance", IsGroup: true)], lynnes.Others);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task What_Tallyfy_refuses_is_said_and_the_rest_is_as_our_store_has_it(int status)
    {
        await using var story = ApprovalStory.Begin();
        var owners = new Owners { Users = [(int)Person.Lynne.Member, (int)Person.Adele.Member] };
        var launched = await InstalledAsync(story, asked: owners);
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "^.*/runs/[0-9a-f]+/tasks$", status });

        var (background, requests) = await story.AskForMoreAsync(launched);

        Assert.Equal(
            (BackgroundState.NotReadNow, BackgroundState.NotReadNow),
            (background.EarlierState, background.WaitingState));
        Assert.Equal([new OtherDecider(Person.Adele.Name)], background.Others);
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task Nobody_waits_for_a_Tallyfy_that_is_silent(CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode);
        var launched = await InstalledAsync(story);
        var hold = story.Sandbox.Wire.HoldNext(HttpMethod.Get, $"runs/{launched.Run}/tasks");

        var asking = story.AskForMoreAsync(launched);
        await hold.ArrivedAsync();
        story.Clock.Advance(TimeSpan.FromSeconds(2.5));
        var (background, requests) = await asking;

        Assert.Equal(BackgroundState.NotReadNow, background.EarlierState);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Whose_share_is_spent_asks_Tallyfy_nothing()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>
        {
            ["Intake:Budget:PerMinute"] = "50",
            ["Intake:Budget:PerHour"] = "500",
        });
        var launched = await InstalledAsync(story);

        var (background, requests) = await story.AskForMoreAsync(
            Person.Lynne,
            story.Sandbox.FindTask(launched.Run!, Asked),
            budget =>
            {
                for (var request = 0; request < 200; request++)
                    budget.CountTap(WellKnown.OrganizationId);
            });

        Assert.Equal(BackgroundState.NotReadNow, background.EarlierState);
        Assert.Equal(0, requests);
    }

    [Fact]
    public async Task A_standalone_approval_has_nothing_before_it_and_nothing_behind()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(
            new { standalone = true, title = "A lamp", assignees = new[] { Person.Lynne.Email } });
        story.Sweep();
        await story.CardAsync(Person.Lynne, task.Title, whenQuiet: story.Sweep);
        await story.QuietAsync();

        var (background, requests) = await story.AskForMoreAsync(Person.Lynne, task.Task);

        Assert.IsType<WhyYou.ByName>(background.WhyYou);
        Assert.Empty(background.Earlier);
        Assert.Equal(
            (BackgroundState.Known, BackgroundState.Known), (background.EarlierState, background.WaitingState));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Thirty_earlier_decisions_are_one_request()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var launched = await story.LaunchPaymentAsync(Create(earlier: 30), async task =>
        {
            for (var number = 1; number <= 30; number++)
                await story.Sandbox.CompleteAsync(
                    story.Sandbox.FindTask(task.Run!, number == 1 ? Earlier : $"{Earlier} {number}"),
                    Person.Adele.Email,
                    isApproved: true);
        });

        var (background, requests) = await story.AskForMoreAsync(launched);

        Assert.Equal(30, background.Earlier.Count);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_step_that_can_be_read_in_parts_only_is_left_out_and_said()
    {
        await using var story = ApprovalStory.Begin();
        var launched = await InstalledAsync(story);
        await story.Sandbox.CompleteAsync(launched.Task, Person.Adele.Email, isApproved: true);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange.EndsWith("/tasks", StringComparison.Ordinal)
            ? BrokenRow.In(body, launched.Task, "title", "{}")
            : body;

        var (background, _) = await story.AskForMoreAsync(launched);

        Assert.Empty(background.Earlier);
        Assert.Equal(BackgroundState.SomeUnread, background.EarlierState);
        Assert.Single(background.Waiting);
    }

    [Fact]
    public async Task Who_has_voted_here_is_told_to_the_others()
    {
        await using var story = await EveryoneScenario.InstalledAsync();
        var task = await EveryoneScenario.LaunchAsync(story);
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        await story.QuietAsync();

        var (background, _) = await story.AskForMoreAsync(Person.Adele, task.Task);

        Assert.Equal([new VoteHere(Person.Lynne.Name, Verdict.Approved)], background.VotesHere);
        Assert.Equal([new OtherDecider(Person.Lynne.Name)], background.Others);
    }

    [Fact]
    public async Task Who_may_not_decide_it_is_told_nothing()
    {
        await using var story = ApprovalStory.Begin();
        var launched = await InstalledAsync(story);

        var (background, requests) = await story.AskForMoreAsync(
            Person.Adele, story.Sandbox.FindTask(launched.Run!, Asked));

        Assert.Equal(BackgroundState.NotReadable, background.EarlierState);
        Assert.Empty(background.Others);
        Assert.Equal(0, requests);
    }

    private static async Task<LaunchedTask> InstalledAsync(
        ApprovalStory story, Person? checks = null, Owners? asked = null)
    {
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        return await story.LaunchPaymentAsync(Create(asked: asked), checks: checks);
    }

    private static async Task RestrictAsync(ApprovalStory story, string run, Person viewer)
    {
        using var client = story.Sandbox.CreateClient();
        using var answer = await client.PutAsync(
            new Uri($"/_sandbox/runs/{run}", UriKind.Relative),
            new StringContent($$"""{"viewers":["{{viewer.Email}}"]}"""),
            TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
