using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using static Tallyfy.Bot.Tests.Infrastructure.EveryoneScenario;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// An end is what Tallyfy says of this decision. What it does not say, says no more, or says of something else is none,
/// and nothing is sent again by rules that hold no more.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class UnsaidEndStories
{
    private const string Completions = "^.*/completed-tasks$";
    private const string Reopenings = "^.*/completed-tasks/[0-9a-f]+$";
    private const string Feed = $"GET /api/organizations/{WellKnown.OrganizationId}/activity-feeds";

    private static readonly string Rule =
        $"Approvals:Templates:{DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id}";

    [Fact]
    public async Task A_verdict_without_an_answer_is_not_sent_again_where_everyone_must_complete_by_now()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchForEveryoneAsync(story, "\"everyone_must_complete\":false,");
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, times = 1, drop = true });
        await story.TapAsync(Person.Lynne, card, "approve");

        story.Sandbox.Wire.Rewrite = null; // somebody wants everyone to complete it from now on

        await AssertSentOnceAsync(story, task);
        Assert.Equal(["Claimed", "Unconfirmed"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Where_Tallyfy_does_not_say_whether_everyone_must_complete_a_vote_is_not_sent_again_and_again()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchForEveryoneAsync(story, "");
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.TapAsync(Person.Lynne, card, "approve");

        await AssertSentOnceAsync(story, task);
    }

    [Theory]
    [InlineData("\"everyone_must_complete\":false,")]
    [InlineData("")]
    public async Task With_an_administrators_token_one_persons_verdict_does_not_end_it_for_all(string said)
    {
        await using var story = await InstalledAsync(CredentialMode.PersonalToken);
        var task = await LaunchForEveryoneAsync(story, said);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, times = 1, drop = true });
        await story.InvokeAsync(
            Activities.Execute(Person.Lynne, card.Id, CardAction.ApproveVerb, await story.DataOfAsync(card)));

        if (said.Length > 0)
        {
            story.Sandbox.Wire.Rewrite = null; // somebody wants everyone to complete it from now on
            story.PassQuietPeriod();
            await story.UntilAsync(async () => (await story.TrailOfAsync(task)).Count == 2);
        }

        Assert.True(story.Sandbox.IsOpen(task.Task)); // Adele was never asked
    }

    private static async Task AssertSentOnceAsync(ApprovalStory story, LaunchedTask task)
    {
        for (var round = 0; round < 3 && (await story.TrailOfAsync(task)).Count < 2; round++)
        {
            var sent = (await story.Sandbox.CompletionsAsync()).Count;
            story.PassQuietPeriod();
            await story.UntilAsync(async () => (await story.TrailOfAsync(task)).Count > 1
                || (await story.Sandbox.CompletionsAsync()).Count > sent);
        }

        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData("archived")]
    [InlineData("deleted")]
    [InlineData("without its type")]
    public async Task A_decision_that_Tallyfy_took_is_not_said_to_be_refused_whatever_became_of_its_task(string what)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(
            new { standalone = true, title = "A lamp", assignees = new[] { Person.Lynne.Email } });
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, times = 1, drop = true, when = "after" });
        await story.TapAsync(Person.Lynne, card, "reject", "Too dear");
        Assert.Equal(Person.Lynne.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);

        if (what == "without its type")
            story.Sandbox.Wire.Rewrite = (_, body) =>
                body.Replace("\"task_type\":\"approval\",", "", StringComparison.Ordinal);
        else
            await story.Sandbox.ArchiveAsync(task.Task, WellKnown.AdministratorEmail);

        if (what == "deleted")
            await story.Sandbox.AskAsync(HttpMethod.Delete, $"tasks/{task.Task}/delete", null);

        var passed = story.Sandbox.Wire.Passed.Count;
        story.PassQuietPeriod();

        // What cannot be read says nothing, and is read again.
        if (what == "without its type")
        {
            await story.UntilAsync(() => story.Sandbox.Wire.Passed.Skip(passed).Any(
                request => request.EndsWith($"/tasks/{task.Task}", StringComparison.Ordinal)));
            Assert.Single(await story.TrailOfAsync(task));
            story.Sandbox.Wire.Rewrite = null;
        }

        await story.UntilAsync(async () =>
        {
            if ((await story.TrailOfAsync(task)).Count == 2)
                return true;

            story.PassQuietPeriod();
            return false;
        });
        Assert.DoesNotContain(await story.TrailOfAsync(task), entry => entry.Kind == "Refused");
    }

    [Theory]
    [InlineData("\"completer_id\":1007", "\"completer_id\":null")]
    [InlineData("\"completer_id\":1007,", "")]
    public async Task A_completion_of_which_Tallyfy_does_not_say_whose_it_is_is_not_said_to_be_anothers(
        string said, string instead)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, times = 1, drop = true, when = "after" });
        await story.TapAsync(Person.Lynne, card, "approve");
        var isRewritten = false;
        story.Sandbox.Wire.Rewrite = (_, body) =>
        {
            isRewritten |= body.Contains(said, StringComparison.Ordinal);
            return body.Replace(said, instead, StringComparison.Ordinal);
        };

        story.PassQuietPeriod();

        await story.UntilAsync(async () => (await story.TrailOfAsync(task)).Count == 2);
        Assert.True(isRewritten);
        Assert.DoesNotContain(await story.TrailOfAsync(task), entry => entry.Kind == "Elsewhere");
    }

    [Theory]
    [InlineData("InChat", "false")]
    [InlineData("SelfApproval", "Refuse")]
    public async Task What_is_not_decided_in_a_chat_any_more_is_not_sent_again_from_there(string key, string value)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A lamp",
            assignees = new[] { Person.Lynne.Email },
            launched_by = Person.Lynne.Email,
        });
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, times = 1, drop = true });
        await story.TapAsync(Person.Lynne, card, "approve");

        await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create($"{Rule}:{key}", (string?)value));
        story.PassQuietPeriod();

        await story.UntilAsync(async () => (await story.TrailOfAsync(task)).Count == 2);
        Assert.DoesNotContain(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null);
    }

    [Fact]
    public async Task An_undo_without_an_answer_is_not_sent_again_when_its_window_is_long_over()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        var card = await story.CardAsync(
            Person.Lynne, task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);
        await story.Sandbox.SetFaultAsync(new { method = "DELETE", path = Reopenings, times = 1, drop = true });
        await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        await story.RestartAsync(TimeSpan.FromHours(20)); // the window is ten minutes
        story.PassQuietPeriod();

        await story.UntilAsync(async () => (await story.TrailOfAsync(task)).Count == 4);
        Assert.False(story.Sandbox.IsOpen(task.Task));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"guest\"]")]
    public async Task A_guests_completion_is_not_taken_for_the_vote_of_the_member_with_the_same_number(string source)
    {
        await using var story = await InstalledAsync();
        var task = await LaunchForEveryoneAsync(story, null);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 502, times = 1, when = "before" });
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == Feed ? WithGuest(body, story, task, source) : body;

        await story.TapAsync(Person.Lynne, card, "reject", "Too dear");
        story.PassQuietPeriod();

        await story.UntilAsync(async () => (await story.TrailOfAsync(task)).Count == 2);
        Assert.Equal(["Claimed", "Unconfirmed"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
    }

    private static string WithGuest(string body, ApprovalStory story, LaunchedTask task, string source)
    {
        var root = JsonNode.Parse(body)!;
        root["data"]!.AsArray().Insert(0, new JsonObject
        {
            ["id"] = 999_999,
            ["organization_id"] = WellKnown.OrganizationId,
            ["verb"] = new JsonArray("completed"),
            ["source"] = JsonNode.Parse(source),
            ["actor_type"] = new JsonArray(@"App\Models\Guest"),
            ["actor_id"] = new JsonArray(Person.Lynne.Member),
            ["auditable_type"] = @"App\Models\Task",
            ["auditable_id"] = task.Task,
            ["parentable_type"] = @"App\Models\Run",
            ["parentable_id"] = task.Run,
            ["type"] = new JsonArray("Task"),
            ["created_at"] = story.Clock.GetUtcNow().UtcDateTime,
        });
        return root.ToJsonString();
    }

    /// <param name="story">Where.</param>
    /// <param name="said">What Tallyfy says of that instead; null where it says what is true.</param>
    private static async Task<LaunchedTask> LaunchForEveryoneAsync(ApprovalStory story, string? said)
    {
        if (said is not null)
            story.Sandbox.Wire.Rewrite = (_, body) =>
                body.Replace("\"everyone_must_complete\":true,", said, StringComparison.Ordinal);

        return await LaunchAsync(story);
    }
}
