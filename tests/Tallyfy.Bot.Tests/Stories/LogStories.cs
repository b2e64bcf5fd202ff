using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>An operator reads ids in the log, and nothing of what people wrote or who they are.</summary>
public sealed class LogStories
{
    private const string Title = "A quiet acquisition";
    private const string Reason = "We cannot afford it";
    private const string Words = "The budget is closed";

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task A_day_of_decisions_refusals_and_faults_leaves_only_ids(CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(
            mode, new Dictionary<string, string?> { [BotHost.LeakLevel] = "Trace" });
        await story.InstallAsync(Person.Alex);
        await story.InstallAsync(Person.Megan);
        story.Teams.Roster = _ => null;
        await story.InstallAsync(Person.Adele);
        var refused = await story.LaunchAsync(Title + ", refused", Person.Alex);
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = "^.*/completed-tasks$",
            times = 1,
            status = 422,
            body = new { message = Words },
        });
        await TapAsync(story, Person.Alex, refused, "reject");
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = "^.*/completed-tasks$",
            times = 1,
            status = 500,
            body = new { message = Words },
        });
        var unknown = await story.LaunchAsync(Title + ", unknown", Person.Alex);
        await TapAsync(story, Person.Alex, unknown, "reject");
        var decided = await story.LaunchAsync(Title + ", decided", Person.Alex, Person.Megan);
        await TapAsync(story, Person.Megan, decided, "reject");
        await story.SayAsync(Person.Alex, $"pending {Reason}");
        story.Teams.Interfere = _ => ScriptedConnector.Json(
            System.Net.HttpStatusCode.Forbidden, ScriptedConnector.Fault("Blocked"));
        await story.PostAsync(Activities.Message(Person.Alex, Reason));
        await story.PostAsync(
            Activities.Submit(Person.Alex, "1", new System.Text.Json.Nodes.JsonObject { ["reason"] = Reason }));
        await story.StopAsync();

        Assert.Contains(decided.Task, story.Log, StringComparison.Ordinal);
        Assert.All(
            (string[])[
                Title, Reason, Words, WellKnown.AccessToken, WellKnown.ClientSecret, "Bearer", "override_user",
                .. Person.All.SelectMany(person => person.Name.Split(' ')),
                .. Person.All.Select(person => person.Email),
            ],
            text => Assert.DoesNotContain(text, story.Log, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task TapAsync(ApprovalStory story, Person person, LaunchedTask task, string verb) =>
        await story.TapAsync(person, await story.CardAsync(person, task.Title), verb, Reason);
}
