using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Wrong codes count for the person and for the member, whatever is said in between.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class LinkLimitStories
{
    private const string Barred = "Too many wrong codes";

    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Theory]
    [InlineData("link", "yes")]
    [InlineData("start again", "yes")]
    [InlineData("cancel", "link", "yes")]
    [InlineData("no", "start", "y")]
    [InlineData("unlink", "link", "yes")]
    [InlineData("whoami", "help", "pending")]
    [InlineData("(restart)")]
    [InlineData("(app removed and installed)", "yes")]
    [InlineData("(ten minutes)", "link", "yes")]
    public async Task Four_wrong_codes_then_anything_at_all_then_one_more_bar_for_an_hour(params string[] between)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");

        for (var wrong = 0; wrong < LinkDialog.MostWrongCodes - 1; wrong++)
            await story.SayAsync(Person.Alex, WrongCode(story));

        foreach (var words in between)
            await DoAsync(story, words);

        Assert.Contains(
            Barred, (await story.SayAsync(Person.Alex, WrongCode(story))).Words, StringComparison.Ordinal);
        Assert.Contains(
            Barred,
            (await story.SayAsync(Person.Alex, LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()))).Words,
            StringComparison.Ordinal);
        Assert.Contains(Barred, (await story.SayAsync(Person.Alex, "link")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain(story.Sandbox.CodeTasks(), task => !task.IsArchived);
        story.Advance(LinkDialog.BarredFor);
        Assert.Contains("Is this you", (await story.SayAsync(Person.Alex, "link")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_guess_at_one_member_share_the_count()
    {
        await using var story = await WithTwoAtOneMemberAsync();
        await story.SayAsync(Person.Megan, "yes");
        await story.SayAsync(Person.Lynne, "yes");

        for (var wrong = 0; wrong < 3; wrong++)
            await story.SayAsync(Person.Megan, WrongCode(story));

        await story.SayAsync(Person.Lynne, WrongCode(story));

        Assert.Contains(
            Barred, (await story.SayAsync(Person.Lynne, WrongCode(story))).Words, StringComparison.Ordinal);
        Assert.Contains(
            Barred, (await story.SayAsync(Person.Megan, WrongCode(story))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessed_at_once_from_many_sides_no_more_are_compared_than_five()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        var wrong = WrongCode(story);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.PostAsync(Activities.Message(Person.Alex, wrong))));
        await story.SayAsync(Person.Alex, wrong);
        await story.SayAsync(Person.Alex, wrong);

        Assert.Equal(LinkDialog.MostWrongCodes, await CountAsync(story, "kind = 'WrongCode'"));
    }

    [Fact]
    public async Task One_code_is_open_at_a_time_and_there_is_no_sixth_within_the_hour()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);

        for (var code = 0; code < LinkDialog.MostCodes; code++)
        {
            Assert.Contains(
                "Your code is in Tallyfy", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
            Assert.Single(story.Sandbox.CodeTasks(), task => !task.IsArchived);
            await story.SayAsync(Person.Alex, "start again");
        }

        Assert.Contains("Too many codes", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
        await story.SayAsync(Person.Alex, "link");
        Assert.Contains("Too many codes", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
        Assert.Equal(LinkDialog.MostCodes, story.Sandbox.CodeTasks().Count);
        story.Advance(LinkDialog.BarredFor);
        await story.SayAsync(Person.Alex, "link");
        Assert.Contains(
            "Your code is in Tallyfy", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_taps_at_once_put_one_code_into_Tallyfy()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        var question = story.Teams.In(Person.Alex.Chat).Single();

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => story.TapAsync(Person.Alex, question, CardAction.YesVerb)));

        Assert.False(Assert.Single(story.Sandbox.CodeTasks()).IsArchived);
        Assert.Equal(1, await CountAsync(story, "kind = 'CodeSent'"));
    }

    [Fact]
    public async Task Confirmed_at_once_again_and_again_there_are_five_codes_within_the_hour()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);

        for (var code = 0; code < LinkDialog.MostCodes + 2; code++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 6).Select(_ => story.PostAsync(Activities.Message(Person.Alex, "yes"))));
            await story.SayAsync(Person.Alex, "start again");
        }

        Assert.Equal(LinkDialog.MostCodes, story.Sandbox.CodeTasks().Count);
    }

    [Fact]
    public async Task Two_people_at_once_share_the_last_code_for_one_member()
    {
        await using var story = await WithTwoAtOneMemberAsync();

        for (var code = 0; code < LinkDialog.MostCodes - 1; code++)
        {
            await story.SayAsync(Person.Megan, "yes");
            await story.SayAsync(Person.Megan, "start again");
        }

        await Task.WhenAll(
            story.PostAsync(Activities.Message(Person.Megan, "yes")),
            story.PostAsync(Activities.Message(Person.Lynne, "yes")));

        Assert.InRange(story.Sandbox.CodeTasks().Count, LinkDialog.MostCodes - 1, LinkDialog.MostCodes);
    }

    [Fact]
    public async Task A_code_that_Tallyfy_refused_does_not_count_and_the_question_stays()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        var question = story.Teams.In(Person.Alex.Chat).Single();
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = "^.*/tasks$", status = 422, body = new { message = "No." } });

        for (var code = 0; code <= LinkDialog.MostCodes; code++)
            Assert.Contains(
                "could not put a code",
                (await story.TapAsync(Person.Alex, question, CardAction.YesVerb)).Words,
                StringComparison.Ordinal);

        Assert.Equal(0, await CountAsync(story, "1 = 1"));
    }

    [Fact]
    public async Task While_an_old_code_cannot_be_taken_away_there_is_no_new_one_and_later_it_goes()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        var code = story.Sandbox.NewestCodeTask();
        await story.Sandbox.SetFaultAsync(new { method = "DELETE", path = "^.*/tasks/.*$", status = 503 });
        await story.SayAsync(Person.Alex, "start again");

        Assert.Contains(
            "could not put a code", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
        Assert.Single(story.Sandbox.CodeTasks());
        Assert.False(code.IsArchived);
        await story.Sandbox.ClearFaultsAsync();
        story.Advance(LinkDialog.GoodFor + TimeSpan.FromMinutes(1));
        await story.UntilAsync(() => code.IsArchived);
    }

    [Fact]
    public async Task A_code_of_which_nobody_knows_whether_it_is_there_counts_as_one()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = "^.*/tasks$", status = 500 });

        for (var code = 0; code < LinkDialog.MostCodes; code++)
            await story.SayAsync(Person.Alex, "yes");

        Assert.Contains("Too many codes", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_tried_is_forgotten_after_a_day()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        await story.SayAsync(Person.Alex, WrongCode(story));

        story.Advance(TimeSpan.FromDays(1) + LinkDialog.GoodFor);

        await story.UntilAsync("nothing is left of it", async () => await CountAsync(story, "1 = 1") == 0);
    }

    /// <summary>Megan and Lynne, whom the roster gives the address of one member.</summary>
    private static async Task<ApprovalStory> WithTwoAtOneMemberAsync()
    {
        var story = ApprovalStory.Begin(settings: ByCode);
        story.Teams.Roster = person =>
        {
            var entry = ScriptedConnector.RosterEntry(person);
            entry["email"] = Person.Alex.Email;
            return entry;
        };
        await story.InstallAsync(Person.Megan);
        await story.InstallAsync(Person.Lynne);
        return story;
    }

    private static async Task DoAsync(ApprovalStory story, string words)
    {
        switch (words)
        {
            case "(restart)":
                await story.RestartAsync();
                break;
            case "(app removed and installed)":
                await story.RemoveAsync(Person.Alex);
                await story.PostAsync(Activities.Installation(Person.Alex, "add"));
                break;
            case "(ten minutes)":
                story.Advance(LinkDialog.GoodFor);
                break;
            default:
                await story.SayAsync(Person.Alex, words);
                break;
        }
    }

    private static string WrongCode(ApprovalStory story) =>
        LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()) == "0000-0000" ? "1111-1111" : "0000-0000";

    private static Task<long> CountAsync(ApprovalStory story, string where) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                $"select count(*) from link_tries where {where}", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
