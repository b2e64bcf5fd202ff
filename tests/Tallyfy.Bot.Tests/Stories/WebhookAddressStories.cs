using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Tallyfy shows its administrators the whole address of each webhook. Whoever knows it makes the bot look, and no
/// more: no lie that is told there is shown, kept or decided.
/// </summary>
public sealed class WebhookAddressStories
{
    private const string Lie = "zqlie";
    private const string Unknown = "0123456789abcdef0123456789abcdef";

    public static TheoryData<string> Lies =>
    [
        "approved", "rejected", "completed", "reopened", "archived", "deleted", "another title", "another description",
        "another answer", "another owner", "another requester", "another organization's task", "a task that is none",
        "a process that is none", "a comment", "an issue",
    ];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Whoever_knows_the_address_makes_the_bot_look_and_no_more(string lie)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("A true lamp", Person.Lynne);
        await story.TellOfLaunchAsync(task);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.QuietAsync();
        var before = story.Teams.Messages.Select(message => (message.Id, message.Edits)).ToList();

        using var body = new StringContent(Tell(lie, task).ToJsonString());
        body.Headers.ContentType = new("application/json");
        Assert.Equal(HttpStatusCode.Accepted, await story.TellAsync(IntakeDriver.Secret, body));
        await story.QuietAsync();
        await story.AnsweredAsync();

        Assert.Equal(before, story.Teams.Messages.Select(message => (message.Id, message.Edits)));
        Assert.DoesNotContain(
            Lie,
            JsonSerializer.Serialize(story.Teams.Messages.Select(message => message.Words)),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Lie, story.Log, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.True(story.Sandbox.IsOpen(task.Task));
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, card, "approve")).Words,
            StringComparison.Ordinal);
    }

    private static JsonObject Tell(string lie, LaunchedTask task)
    {
        var told = TaskOf(lie, task);

        return new JsonObject
        {
            ["event"] = lie is "a comment" or "an issue" ? Lie : "task.completed",
            ["text"] = Lie,
            ["this_task"] = told,
            ["process"] = new JsonObject
            {
                ["id"] = told["run_id"]!.DeepClone(),
                ["organization_id"] = WellKnown.OrganizationId,
            },
        };
    }

    private static JsonObject TaskOf(string lie, LaunchedTask task)
    {
        var told = new JsonObject
        {
            ["id"] = lie is "another organization's task" or "a task that is none" ? Unknown : task.Task,
            ["run_id"] = lie == "a process that is none" ? Unknown : task.Run,
            ["title"] = lie == "another title" ? Lie : task.Title,
            ["status"] = lie is "approved" or "rejected" or "completed" ? "completed" : "not-started",
            ["is_approved"] = lie switch { "approved" => true, "rejected" => false, _ => null },
            ["completer_id"] = lie is "approved" or "rejected" or "completed" ? Person.Megan.Member : null,
        };

        _ = lie switch
        {
            "reopened" => told["status"] = "reopened",
            "archived" => told["archived_at"] = "2026-03-02T09:00:00Z",
            "deleted" => told["deleted_at"] = "2026-03-02T09:00:00Z",
            "another description" => told["summary"] = $"<p>{Lie}</p>",
            "another answer" =>
                told["form_fields"] = new JsonArray(new JsonObject { ["id"] = "1", ["field_value"] = Lie }),
            "another owner" => told["owners"] = new JsonObject { ["users"] = new JsonArray(Person.Alex.Member) },
            "another requester" => told["starter_id"] = Person.Lynne.Member,
            _ => null as JsonNode,
        };
        return told;
    }
}
