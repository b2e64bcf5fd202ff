using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Where an operator wants it, the app is installed for people for whom an approval waits.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class InstallingStories
{
    private const string App = "b1c5353a-7aca-41b3-830f-27d5218fe0e5";

    private static readonly Dictionary<string, string?> ThroughGraph = new()
    {
        ["Installing:ThroughGraph"] = "true",
        ["Installing:TeamsAppId"] = App,
    };

    [Fact]
    public async Task A_member_the_bot_never_met_gets_the_app_once_and_the_card_with_it()
    {
        await using var story = ApprovalStory.Begin(settings: ThroughGraph);
        var task = await AskedForAsync(story, "A desk");

        Assert.Equal(
            ("POST https://graph.microsoft.com/v1.0/users/lynner%40example.com/teamwork/installedApps",
                $$"""{"teamsApp@odata.bind":"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{{App}}"}"""),
            Assert.Single(AskedFor(story, Person.Lynne)));

        await story.InstallAsync(Person.Lynne); // Teams tells of it like of any installation
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);

        await story.LaunchAsync("A chair", Person.Lynne);
        story.Advance(InstallationWorker.Pause);
        Assert.Single(AskedFor(story, Person.Lynne));
    }

    [Fact]
    public async Task Who_removed_the_app_does_not_get_it_again()
    {
        await using var story = ApprovalStory.Begin(settings: ThroughGraph);
        await story.InstallAsync(Person.Lynne);
        await story.RemoveAsync(Person.Lynne);

        var forBoth = new[] { Person.Lynne, Person.Adele };
        await story.LaunchAsync("A desk", forBoth, seenBy: []);
        await InstalledAsync(story, Person.Adele);

        Assert.Single(AskedFor(story, Person.Adele));
        Assert.Empty(AskedFor(story, Person.Lynne));
    }

    [Fact]
    public async Task Unless_it_is_wanted_nothing_is_asked_of_Graph()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A desk", [Person.Lynne, Person.Adele], seenBy: [Person.Lynne]);
        story.Advance(InstallationWorker.Pause);
        await story.LaunchAsync("A chair", Person.Lynne);

        Assert.Empty(story.Graph.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden", "TeamsAppInstallation.ReadWriteSelfForUser.All")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Sorry", "it is tried again")]
    [InlineData(HttpStatusCode.TooManyRequests, "Sorry", "it is tried again")]
    public async Task What_may_work_later_is_told_and_tried_again(HttpStatusCode status, string code, string told)
    {
        await using var story = ApprovalStory.Begin(settings: ThroughGraph);
        story.Graph.Answer = () =>
        {
            var answer = ScriptedGraph.Refusal(status, code);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30));
            return answer;
        };
        await story.LaunchAsync("A desk", [Person.Lynne], seenBy: []);
        await LoggedAsync(story, $"member {Person.Lynne.Member}", told);
        story.Graph.Answer = () => new HttpResponseMessage(HttpStatusCode.Created);

        story.Advance(TimeSpan.FromHours(1));
        await InstalledAsync(story, Person.Lynne);

        Assert.Equal(2, AskedFor(story, Person.Lynne).Count());
        Assert.DoesNotContain("No user alexw", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_nobody_has_in_the_tenant_is_given_up_with_a_sentence()
    {
        await using var story = ApprovalStory.Begin(settings: ThroughGraph);
        story.Graph.Answer = () => ScriptedGraph.Refusal(HttpStatusCode.NotFound, "NotFound");
        await story.LaunchAsync("A desk", [Person.Lynne], seenBy: []);
        await LoggedAsync(
            story, $"member {Person.Lynne.Member}: NotFound (NotFound). Look whether the address in Tallyfy");

        story.Advance(TimeSpan.FromDays(1));
        await story.InstallAsync(Person.Adele);

        Assert.Single(AskedFor(story, Person.Lynne));
        Assert.DoesNotContain("lynner", story.Log, StringComparison.Ordinal);
    }

    private static async Task<LaunchedTask> AskedForAsync(ApprovalStory story, string title)
    {
        var task = await story.LaunchAsync(title, [Person.Lynne], seenBy: []);
        await InstalledAsync(story, Person.Lynne);
        return task;
    }

    private static Task InstalledAsync(ApprovalStory story, Person person) =>
        LoggedAsync(story, $"The app is installed for member {person.Member}");

    /// <summary>The seed has approvals for other people too.</summary>
    private static IEnumerable<(string Path, string Body)> AskedFor(ApprovalStory story, Person person) =>
        story.Graph.Asked.Where(one => one.Path.Contains(Uri.EscapeDataString(person.Email), StringComparison.Ordinal));

    /// <summary>The worker looks again and again; the story's clock does not leap over what it has begun.</summary>
    private static Task LoggedAsync(ApprovalStory story, params string[] words) => story.UntilAsync(() =>
    {
        if (story.Log.Split('\n').Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal))))
            return true;

        story.Services.GetRequiredService<InstallationSignal>().Raise();
        return false;
    });
}
