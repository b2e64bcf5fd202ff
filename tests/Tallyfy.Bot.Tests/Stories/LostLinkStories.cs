using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>A decision without an answer is sent again only for somebody who still may.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class LostLinkStories
{
    private const string Completions = "^.*/completed-tasks$";

    private static readonly string[] Alex = ["--tenant", Person.Tenant, "--object-id", Person.Alex.ObjectId];

    public static TheoryData<string> Ends =>
    [
        "unlink", "the operator's unlink", "the operator's forget", "uninstalled", "linked with another member",
        "tenant removed", "weaker proof",
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_did_not_arrive_is_not_sent_under_a_name_whose_link_has_ended(string how)
    {
        var (story, task) = await LostAsync(hadEffect: false);
        await using var _ = story;
        await EndAsync(story, how);

        story.PassQuietPeriod();
        await story.UntilAsync("it ended", async () => (await story.TrailOfAsync(task)).Count == 2);

        Assert.Equal(
            [("Claimed", null), ("Refused", how == "tenant removed" ? "NotServed" : "LinkEnded")],
            (await story.TrailOfAsync(task)).Select(entry => (entry.Kind, entry.Answer)));
        Assert.Contains("is not sent again", story.Log, StringComparison.Ordinal);
        story.PassQuietPeriod();
        Assert.Single(await story.Sandbox.CompletionsAsync()); // the one that was lost
        Assert.True(story.Sandbox.IsOpen(task.Task));
    }

    [Theory]
    [InlineData("unlink")]
    [InlineData("the operator's unlink")]
    [InlineData("uninstalled")]
    [InlineData("tenant removed")]
    public async Task What_did_arrive_ends_as_done_whatever_became_of_the_link(string how)
    {
        var (story, task) = await LostAsync(hadEffect: true);
        await using var _ = story;
        await EndAsync(story, how);

        story.PassQuietPeriod();
        await story.UntilAsync("it ended", async () => (await story.TrailOfAsync(task)).Count == 2);

        Assert.Equal(["Claimed", "Done"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task The_person_reads_on_their_card_that_it_was_not_sent_and_why()
    {
        var (story, task) = await LostAsync(hadEffect: false);
        await using var _ = story;
        await story.SayAsync(Person.Alex, "unlink");

        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("was not sent to Tallyfy", StringComparison.Ordinal)
                && message.Words.Contains("your link with Tallyfy ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Linked_again_on_purpose_as_the_same_member_it_is_what_they_wanted()
    {
        var (story, task) = await LostAsync(hadEffect: false);
        await using var _ = story;
        await story.SayAsync(Person.Alex, "unlink");
        await story.SayAsync(Person.Alex, "link");

        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("You approved", StringComparison.Ordinal));
    }

    private static async Task<(ApprovalStory Story, LaunchedTask Task)> LostAsync(bool hadEffect)
    {
        var story = ApprovalStory.BeginOnPort(
            new Dictionary<string, string?> { ["Tallyfy:Tenants:0"] = Person.Tenant });
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchAsync("A lamp", Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = Completions,
            times = 1,
            drop = true,
            when = hadEffect ? "after" : "before",
        });
        await story.TapAsync(Person.Alex, card, "approve");
        return (story, task);
    }

    private static async Task EndAsync(ApprovalStory story, string how)
    {
        switch (how)
        {
            case "the operator's unlink":
                await CommandAsync(story, 0, ["unlink", .. Alex, "--organization", WellKnown.OrganizationId]);
                break;
            case "the operator's forget":
                await CommandAsync(story, 1, ["forget", .. Alex]); // it is linked no longer, and the rest waits
                break;
            case "uninstalled":
                await story.RemoveAsync(Person.Alex);
                break;
            case "linked with another member":
                var megan = $"{Person.Megan.Member}";
                await CommandAsync(
                    story, 0, ["link", .. Alex, "--organization", WellKnown.OrganizationId, "--member", megan]);
                break;
            case "tenant removed":
                await story.RestartAsync(
                    TimeSpan.Zero,
                    new KeyValuePair<string, string?>("Tallyfy:Tenants:0", "00000000-0000-0000-0000-00000000000f"));
                break;
            case "weaker proof":
                await story.RestartAsync(TimeSpan.Zero, new KeyValuePair<string, string?>("Accounts:Proof", "Code"));
                break;
            default:
                await story.SayAsync(Person.Alex, how);
                break;
        }
    }

    private static async Task CommandAsync(ApprovalStory story, int exitCode, string[] words)
    {
        var (code, text) = await story.CommandAsync(["accounts", .. words]);
        Assert.True(code == exitCode, text);
    }
}
