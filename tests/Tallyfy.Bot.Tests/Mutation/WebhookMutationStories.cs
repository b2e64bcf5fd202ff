using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Mutation;

/// <summary>
/// Every field of a webhook, changed in every way: at most a reason to look, never a word that is believed.
/// </summary>
public sealed class WebhookMutationStories
{
    private const string Other = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Whatever_is_done_to_a_webhook_nothing_is_written_and_no_card_says_otherwise()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told by webhook", Person.Lynne);
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Lynne, task.Title);
        await story.QuietAsync();
        var messages = story.Teams.Messages.Select(message => (message.Id, message.Edits)).ToList();
        var surprises = new List<string>();
        var rows = 0;

        var changed = from whole in Webhooks(task)
                      from mutation in JsonMutation.Of(whole).Concat(Swaps(whole))
                      select (whole, mutation);

        foreach (var (whole, mutation) in changed)
        {
            rows++;
            var status = await story.TellAsync(
                IntakeDriver.Secret, new StringContent(mutation.Apply(whole), Encoding.UTF8, "application/json"));

            if (status != Expected(mutation))
                surprises.Add($"{mutation}: {status}");
        }

        await story.QuietAsync();
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
        Assert.True(rows > 100, $"{rows} rows");
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
        Assert.Empty(story.Sandbox.Comments);
        Assert.Equal(messages, story.Teams.Messages.Select(message => (message.Id, message.Edits)));
    }

    // The organization is the only thing that is held against something: the secret says whose webhook it is.
    private static HttpStatusCode Expected(JsonMutation mutation) =>
        mutation.Path.EndsWith("organization_id", StringComparison.Ordinal)
        && mutation.Kind is "another text" or "a number" or "another organization"
            ? HttpStatusCode.NotFound
            : HttpStatusCode.Accepted;

    private static IEnumerable<JsonObject> Webhooks(LaunchedTask task) =>
    [
        new()
        {
            ["this_task"] = new JsonObject
            {
                ["id"] = task.Task,
                ["title"] = task.Title,
                ["status"] = "completed",
                ["is_approved"] = true,
            },
            ["process"] = new JsonObject { ["id"] = task.Run, ["organization_id"] = WellKnown.OrganizationId },
        },
        new()
        {
            ["id"] = task.Run,
            ["checklist_id"] = "1",
            ["organization_id"] = WellKnown.OrganizationId,
            ["status"] = "archived",
        },
        new() { ["event"] = "task.completed", ["task"] = new JsonObject { ["id"] = task.Task, ["run_id"] = task.Run } },
    ];

    private static IEnumerable<JsonMutation> Swaps(JsonObject whole) => JsonMutation.Of(whole)
        .Select(mutation => mutation.Path).Distinct()
        .Where(path => path.EndsWith("id", StringComparison.Ordinal))
        .SelectMany(path => new[]
        {
            JsonMutation.Put(
                path,
                path.EndsWith("organization_id", StringComparison.Ordinal) ? "another organization" : "another's id",
                Other),
            path.EndsWith("organization_id", StringComparison.Ordinal)
                ? JsonMutation.Put(path, "capitals", WellKnown.OrganizationId.ToUpperInvariant())
                : JsonMutation.Put(path, "a path", "../../organizations/" + Other),
        });
}
