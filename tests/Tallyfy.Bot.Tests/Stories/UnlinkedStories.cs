using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Whoever was unlinked stays so, also where an address is proof enough, until they or an operator link on purpose.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class UnlinkedStories
{
    private const string Ended = "was ended";

    private static readonly string[] Lynne = ["--tenant", Person.Tenant, "--object-id", Person.Lynne.ObjectId];
    private static readonly string[] Contoso = ["--organization", WellKnown.OrganizationId];

    public static TheoryData<string> Ways =>
    [
        "unlink", "Unlink!", "the operator's unlink", "the operator's forget", "uninstalled", "uninstalled twice",
        "no member any more", "disabled in Tallyfy",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task However_a_link_ended_neither_a_tap_nor_a_word_makes_it_again_and_the_word_link_does(string way)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await EndAsync(story, card, way);
        await story.TapAsync(Person.Lynne, card, "approve");
        await SaysAsync(story, "hello");
        await SaysAsync(story, "pending");
        await SaysAsync(story, "help");
        await SaysAsync(story, "yes");
        await story.TapAsync(Person.Lynne, card, "reject", "No");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Equal(0, await CountAsync(story, "accounts where state = 'Active'"));
        Assert.Contains(
            "Now I know who you are", (await SayAsync(story, "link")).Words, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(story, "accounts where state = 'Active'"));
        Assert.True((await story.CardAsync(Person.Lynne, task.Title, message => message.Asks)).Asks);
    }

    [Fact]
    public async Task A_tap_says_what_to_write()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.SayAsync(Person.Lynne, "unlink");

        var read = story.Teams.RosterReads;
        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Equal(read, story.Teams.RosterReads); // nobody is asked who they are for that
        Assert.Contains(Ended, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Write “link”", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_operator_links_again_decides_again()
    {
        await using var story = ApprovalStory.BeginOnPort();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.SayAsync(Person.Lynne, "unlink");
        await CommandAsync(story, ["link", .. Lynne, .. Contoso, "--member", $"{Person.Lynne.Member}"]);

        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installed_again_they_are_asked_to_link_and_are_not()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.RemoveAsync(Person.Lynne);

        await story.PostAsync(Activities.Installation(Person.Lynne, "add"));

        await story.Teams.WaitForAsync(message => message.Chat == Person.Lynne.Chat
            && message.Words.Contains(Ended, StringComparison.Ordinal));
        Assert.Equal(0, await CountAsync(story, "accounts where state = 'Active'"));
    }

    [Fact]
    public async Task Whom_an_operator_unlinks_while_the_roster_is_read_is_not_linked_by_it()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.ChangeStoreAsync("delete from accounts"); // as before the first contact
        var search = new HeldRequest(HttpMethod.Get, "/members/", holdsAnswer: false);
        story.Teams.Hold = request => request.RequestUri!.AbsolutePath.Contains(
            search.PathPart, StringComparison.Ordinal) ? search : null;
        var hello = story.PostAsync(Activities.Message(Person.Lynne, "hello"));
        await search.ArrivedAsync();
        await CommandAsync(story, ["forget", .. Lynne]);

        story.Teams.Hold = _ => null;
        search.Release();
        await hello;

        Assert.Equal(0, await CountAsync(story, "accounts"));
    }

    [Fact]
    public async Task Of_a_forgotten_person_stays_a_hash_that_says_nothing()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        await CommandAsync(story, ["forget", .. Lynne]);
        await CommandAsync(story, ["forget", .. Lynne]);

        var hash = await AskAsync<string>(story, "select person_hash from forgotten_people");
        var salt = await AskAsync<string>(story, "select salt from forgotten_salt");
        Assert.Equal((64, 64), (hash!.Length, salt!.Length));
        Assert.Equal(1, await CountAsync(story, "forgotten_people"));
        Assert.DoesNotContain(Person.Lynne.ObjectId[^12..], hash + salt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_under_way_ends_with_the_link_and_its_task_leaves_Tallyfy()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Accounts:Proof"] = "Code" });
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");
        var code = story.Sandbox.NewestCodeTask();

        await story.RemoveAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, LinkCodes.CodeIn(code));

        Assert.Equal(0, await CountAsync(story, "accounts"));
        story.Advance(TimeSpan.FromMinutes(1));
        await story.UntilAsync(() => code.IsArchived);
    }

    [Fact]
    public async Task Each_end_says_in_the_trail_who_or_what_it_was()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "unlink");
        await story.SayAsync(Person.Lynne, "link");
        await CommandAsync(story, ["unlink", .. Lynne, .. Contoso]);
        await story.SayAsync(Person.Lynne, "link");
        await story.RemoveAsync(Person.Lynne);

        Assert.Equal(
            ["Operator", "Person", "Uninstalled"],
            (await story.TrailAsync())
                .Where(entry => entry.Kind == "LinkRemoved").Select(entry => entry.Answer).Order());
    }

    private static async Task EndAsync(ApprovalStory story, ChatMessage card, string way)
    {
        switch (way)
        {
            case "the operator's unlink":
                await CommandAsync(story, ["unlink", .. Lynne, .. Contoso]);
                break;
            case "the operator's forget":
                await CommandAsync(story, ["forget", .. Lynne]);
                break;
            case "uninstalled":
                await story.RemoveAsync(Person.Lynne);
                break;
            case "uninstalled twice":
                await story.RemoveAsync(Person.Lynne);
                await story.PostAsync(Activities.Installation(Person.Lynne, "add"));
                await story.RemoveAsync(Person.Lynne);
                break;
            case "no member any more" or "disabled in Tallyfy":
                var lynne = Member(story);
                story.Sandbox.ChangePeople(people =>
                {
                    if (way == "disabled in Tallyfy")
                        people.Add(lynne with { Status = "disabled" });
                    else
                        people.Remove(lynne);
                });
                await story.TapAsync(Person.Lynne, card, "approve");
                story.Sandbox.ChangePeople(people => people.Add(lynne));
                break;
            default:
                await story.SayAsync(Person.Lynne, way);
                break;
        }
    }

    private static Tallyfy.Sandbox.State.Members.Member Member(ApprovalStory story)
    {
        Tallyfy.Sandbox.State.Members.Member? found = null;
        story.Sandbox.ChangePeople(people => found = people.Find((int)Person.Lynne.Member));
        return found!;
    }

    private static async Task SaysAsync(ApprovalStory story, string words) =>
        Assert.Contains(Ended, (await SayAsync(story, words)).Words, StringComparison.Ordinal);

    // A card that is drawn anew meanwhile is no answer.
    private static async Task<ChatMessage> SayAsync(ApprovalStory story, string words)
    {
        var before = story.Teams.Messages.Select(message => message.Id).ToHashSet();
        await story.PostAsync(Activities.Message(Person.Lynne, words));
        return await story.Teams.WaitForAsync(message => message.Chat == Person.Lynne.Chat
            && !before.Contains(message.Id)
            && !message.Words.Contains("A lamp", StringComparison.Ordinal));
    }

    private static async Task CommandAsync(ApprovalStory story, string[] words)
    {
        var (code, text) = await story.CommandAsync(["accounts", .. words]);
        Assert.True(code == 0, text);
    }

    private static Task<long> CountAsync(ApprovalStory story, string what) =>
        AskAsync<long>(story, $"select count(*) from {what}");

    private static Task<T?> AskAsync<T>(ApprovalStory story, string sql) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<T>(sql, new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
