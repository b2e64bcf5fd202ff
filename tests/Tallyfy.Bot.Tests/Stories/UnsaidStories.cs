using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What Tallyfy does not say, says no more or says of something else is not made up: nobody decides by it, and nothing
/// is said to have happened.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed partial class UnsaidStories
{
    private static readonly string Rule =
        $"Approvals:Templates:{DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_was_removed_from_Tallyfy_is_sent_nothing_more(bool hadCard)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = hadCard
            ? await story.LaunchAsync("A lamp", Person.Lynne, Person.Adele)
            : await story.LaunchUnseenAsync("A lamp", Person.Lynne, Person.Adele);
        story.Sandbox.ChangePeople(people => people.Remove(people.Find((int)Person.Lynne.Member)!));
        story.Advance(TimeSpan.FromMinutes(2)); // longer than names and roles are remembered
        await story.Sandbox.EditAsync(task.Task, new { description = "<p>For the board only</p>" });
        story.Sweep();

        await story.CardAsync(
            Person.Adele, task.Title, card => card.Words.Contains("the board", StringComparison.Ordinal));
        await story.AnsweredAsync();
        story.Sweep();
        await story.AnsweredAsync();

        Assert.Equal(
            0,
            story.Teams.Messages.Count(message => message.Chat == Person.Lynne.Chat
                && message.Words.Contains("the board", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("left out")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task An_ad_hoc_task_of_a_run_whose_template_is_not_said_is_not_decided_without_its_rules(string said)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { [$"{Rule}:Confirm"] = "true" });
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchUnseenAsync("A lamp", Person.Lynne);
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange.EndsWith($"/tasks/{task.Task}", StringComparison.Ordinal) ? AdHoc(body, said) : body;
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.InvokeAsync(
            Activities.Execute(Person.Lynne, card.Id, CardAction.ApproveVerb, await story.DataOfAsync(card)));

        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    private static string AdHoc(string body, string said)
    {
        var root = JsonNode.Parse(body)!;
        var task = root["data"]!.AsObject();
        task["is_oneoff_task"] = true;
        task.Remove("checklist_id");
        var run = (task["run"]!["data"] ?? task["run"])!.AsObject();
        Assert.True(run.Remove("checklist_id"));

        if (said != "left out")
            run["checklist_id"] = JsonNode.Parse(said);

        return root.ToJsonString();
    }

    [Fact]
    public async Task What_somebody_made_themselves_in_the_run_of_another_is_their_own_request()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Approvals:SelfApproval"] = "Refuse" });
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchUnseenAsync("A lamp", Person.Lynne);
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange.EndsWith($"/tasks/{task.Task}", StringComparison.Ordinal) ? MadeBy(body, Person.Lynne) : body;
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.InvokeAsync(
            Activities.Execute(Person.Lynne, card.Id, CardAction.ApproveVerb, await story.DataOfAsync(card)));

        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    private static string MadeBy(string body, Person person)
    {
        var root = JsonNode.Parse(body)!;
        var task = root["data"]!.AsObject();
        task["is_oneoff_task"] = true;
        Assert.True(task.ContainsKey("starter_id"));
        task["starter_id"] = person.Member;
        return root.ToJsonString();
    }

    [Theory]
    [InlineData("\"0000-00-00 00:00:00\"")]
    [InlineData("null")]
    public async Task A_date_of_change_that_cannot_be_read_is_not_made_up_from_a_clock_that_is_ahead(string date)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        story.BotClock.Skew = TimeSpan.FromMinutes(5);
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.Wire.Rewrite = (_, body) => LastUpdated().Replace(body, $"\"last_updated\":{date}");
        var task = await story.LaunchUnseenAsync("A lamp", Person.Lynne);
        await story.TellOfLaunchAsync(task);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Advance(TimeSpan.FromSeconds(30));
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);
        story.Advance(TimeSpan.FromSeconds(30));
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
        story.Advance(TimeSpan.FromSeconds(30));

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [GeneratedRegex("\"last_updated\":\"[^\"]*\"")]
    private static partial Regex LastUpdated();

    [Theory]
    [InlineData("forget")]
    [InlineData("unlink")]
    public async Task Whom_an_operator_linked_in_capitals_before_ids_were_read_is_the_same_after_a_start(string command)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.ChangeStoreAsync(
            $"update accounts set tenant_id = upper(tenant_id), object_id = upper('{Person.Lynne.ObjectId}')");
        await story.ChangeStoreAsync("delete from schemaversions where scriptname like '%011_small_letters%'");

        await story.RestartAsync();
        string[] organization = command == "unlink" ? ["--organization", WellKnown.OrganizationId] : [];
        var (code, text) = await story.CommandAsync(
        [
            "accounts", command, "--tenant", Person.Tenant, "--object-id", Person.Lynne.ObjectId, .. organization,
        ]);

        Assert.True(code == 0, text);
    }

    [Theory]
    [InlineData("\"status\":null")]
    [InlineData("\"status\":\"\"")]
    public async Task A_member_of_whom_Tallyfy_does_not_say_whether_they_are_active_keeps_their_link(string said)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange.EndsWith($"/users/{Person.Lynne.Member}", StringComparison.Ordinal)
                ? body.Replace("\"status\":\"active\"", said, StringComparison.Ordinal)
                : body;
        await story.TapAsync(Person.Lynne, card, "approve");
        story.Sandbox.Wire.Rewrite = null;

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.DoesNotContain(await story.TrailAsync(), entry => entry.Kind == "LinkRemoved");
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task An_answer_about_another_member_entitles_nobody()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchUnseenAsync("A lamp", Person.Lynne);
        await story.TellOfLaunchAsync(task);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Adele.Email } });
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange.EndsWith($"/users/{Person.Lynne.Member}", StringComparison.Ordinal)
                ? body.Replace(
                    $"\"id\":{Person.Lynne.Member}", $"\"id\":{Person.Adele.Member}", StringComparison.Ordinal)
                : body;

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task After_their_link_has_ended_nothing_more_is_written_with_a_persons_own_token()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = "^.*/comment$", times = 1, drop = true });
        await story.TapAsync(Person.Lynne, card, "reject", "Too dear");
        await story.LoggedAsync("The comment of decision");

        await story.CommandAsync(
            "accounts",
            "unlink",
            "--tenant",
            Person.Tenant,
            "--object-id",
            Person.Lynne.ObjectId,
            "--organization",
            WellKnown.OrganizationId);
        story.Advance(TimeSpan.FromMinutes(5));
        await story.Sandbox.CommentAsync();

        Assert.NotEqual(Person.Lynne.Member, AuthorOfComment(story, task));
    }

    private static long? AuthorOfComment(ApprovalStory story, LaunchedTask task)
    {
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            return state.Tasks.Find(task.Task)!.Threads
                .Single(thread => thread.Content.Contains("via Teams", StringComparison.Ordinal)).AuthorId;
    }
}
