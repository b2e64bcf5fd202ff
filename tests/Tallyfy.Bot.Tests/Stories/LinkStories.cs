using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Nobody decides under a name before they have read, in Tallyfy, what only that member can read there.
/// </summary>
[Trait(Extent.Trait, Extent.Fast)]
public sealed class LinkStories
{
    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task With_the_code_from_Tallyfy_a_person_is_linked_sees_what_waits_and_decides_under_that_name(
        CredentialMode mode)
    {
        // With the seed's it is one too many for cards alone.
        var settings = new Dictionary<string, string?>(ByCode) { ["Delivery:CardsAtOnce"] = "4" };
        await using var story = ApprovalStory.Begin(mode, settings);
        await story.InstallAsync(Person.Alex);
        Assert.Contains(
            "Is this you in Tallyfy?", Assert.Single(story.Teams.In(Person.Alex.Chat)).Words, StringComparison.Ordinal);
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A desk", assignees = new[] { Person.Alex.Email } });
        story.Sweep();

        Assert.Contains(
            "Your code is in Tallyfy", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
        var code = story.Sandbox.NewestCodeTask();
        Assert.Equal([(int)Person.Alex.Member], code.Owners.Users);
        Assert.Equal((true, true), (code.IsTopSecret, code.CanCompleteOnlyAssignees));
        await LinkAsync(story, code);

        Assert.True(code.IsArchived);
        var card = await story.CardAsync(Person.Alex, task.Title);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Alex, card, "approve")).Words,
            StringComparison.Ordinal);
        Assert.Equal(Person.Alex.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task Asked_for_a_link_while_Tallyfy_is_silent_the_code_that_waits_is_kept()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");
        var code = story.Sandbox.NewestCodeTask();
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        var said = await story.SayAsync(Person.Lynne, "link");
        await story.Sandbox.ClearFaultsAsync();

        Assert.Contains("Your code is in Tallyfy", said.Words, StringComparison.Ordinal);
        Assert.False(code.IsArchived);
        Assert.Contains(
            "Now I know who you are",
            (await story.SayAsync(Person.Lynne, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_then_a_tap_decides_nothing_and_says_what_to_write()
    {
        await using var story = await LinkedAsync();
        var task = await story.LaunchAsync("A lamp", Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);
        Assert.Contains(
            "not linked any more", (await story.SayAsync(Person.Alex, "unlink")).Words, StringComparison.Ordinal);

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains("link", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains("Is this you", (await story.SayAsync(Person.Alex, "link")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_between_question_and_code_forgets_nothing()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.RestartAsync();
        await story.SayAsync(Person.Alex, "yes");
        await story.RestartAsync();

        await LinkAsync(story, story.Sandbox.NewestCodeTask());
    }

    [Fact]
    public async Task A_code_that_is_over_leaves_Tallyfy_by_itself_and_who_types_it_is_told()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        var code = story.Sandbox.NewestCodeTask();

        story.Advance(LinkDialog.GoodFor + TimeSpan.FromMinutes(1));
        await story.UntilAsync(() => code.IsArchived);

        Assert.Contains(
            "took too long",
            (await story.SayAsync(Person.Alex, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
        Assert.Contains(
            "do not know yet", (await story.SayAsync(Person.Alex, "whoami")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_codes_bar_a_person_and_the_operator_sees_it()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        var code = story.Sandbox.NewestCodeTask();
        var wrong = LinkCodes.CodeIn(code) == "0000-0000" ? "1111-1111" : "0000-0000";

        for (var left = LinkDialog.MostWrongCodes - 1; left > 0; left--)
            Assert.Contains(
                $"Tries left: {left}", (await story.SayAsync(Person.Alex, wrong)).Words, StringComparison.Ordinal);

        Assert.Contains(
            "Too many wrong codes", (await story.SayAsync(Person.Alex, wrong)).Words, StringComparison.Ordinal);
        Assert.Contains("barred for a while", story.Log, StringComparison.Ordinal);
        Assert.Contains(
            "Too many wrong codes",
            (await story.SayAsync(Person.Alex, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
        Assert.True(code.IsArchived);
    }

    [Fact]
    public async Task Somebody_elses_code_links_nobody()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.InstallAsync(Person.Megan);
        await story.SayAsync(Person.Alex, "yes");
        var alexs = LinkCodes.CodeIn(story.Sandbox.NewestCodeTask());
        await story.SayAsync(Person.Megan, "yes");

        Assert.Contains(
            "That is not the code", (await story.SayAsync(Person.Megan, alexs)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_while_the_code_is_on_its_way_ends_it_and_the_code_is_good_for_nothing()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        var onItsWay = story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Post, "/tasks");
        var yes = story.PostAsync(Activities.Message(Person.Alex, "yes"));
        await onItsWay.ArrivedAsync();

        Assert.Contains("Stopped", (await story.SayAsync(Person.Alex, "no")).Words, StringComparison.Ordinal);
        onItsWay.Release();
        await yes;

        var code = story.Sandbox.NewestCodeTask();
        Assert.True(code.IsArchived);
        await story.SayAsync(Person.Alex, LinkCodes.CodeIn(code));
        Assert.Contains(
            "do not know yet", (await story.SayAsync(Person.Alex, "whoami")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uninstallation_ends_the_link_and_the_next_installation_asks_for_a_code_again()
    {
        await using var story = await LinkedAsync();

        await story.RemoveAsync(Person.Alex);
        var before = story.Teams.In(Person.Alex.Chat).Count();
        await story.InstallAsync(Person.Alex);

        // A card that was on its way when the app was removed may still come before it.
        await story.UntilAsync(() => story.Teams.In(Person.Alex.Chat).Skip(before)
            .Any(message => message.Words.Contains("Is this you", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("userRole", "guest", "Guests decide in Tallyfy")]
    [InlineData("userRole", "anonymous", "Guests decide in Tallyfy")]
    [InlineData("userPrincipalName", "alex_other.example#EXT#@example.com", "Guests decide in Tallyfy")]
    [InlineData("tenantId", "99999999-86f1-41af-91ab-2d7cd011db47", "cannot find you")]
    [InlineData("email", "nobody@example.com", "No member of")]
    public async Task Whom_the_roster_does_not_vouch_for_gets_no_code(string field, string value, string sentence)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        story.Teams.Roster = person =>
        {
            var entry = ScriptedConnector.RosterEntry(person);
            entry[field] = value;

            if (field == "email")
                entry["userPrincipalName"] = value; // it would be looked for, too

            return entry;
        };
        await story.InstallAsync(Person.Alex);

        Assert.Contains(sentence, (await story.SayAsync(Person.Alex, "link")).Words, StringComparison.Ordinal);
        await story.SayAsync(Person.Alex, "yes");
        Assert.Empty(story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task When_Tallyfy_does_not_take_the_code_another_yes_tries_again()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = "^.*/tasks$", status = 500, times = 1 });

        Assert.Contains(
            "could not put a code", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
        Assert.Contains(
            "Your code is in Tallyfy", (await story.SayAsync(Person.Alex, "yes")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("invited")]
    [InlineData(null)]
    public async Task Who_is_no_active_member_any_more_decides_nothing_and_is_linked_no_longer(string? status)
    {
        await using var story = await LinkedAsync();
        var task = await story.LaunchAsync("A lamp", Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);
        story.Sandbox.ChangePeople(people =>
        {
            var alex = people.Find((int)Person.Alex.Member)!;

            if (status is null)
                people.Remove(alex);
            else
                people.Add(alex with { Status = status });
        });

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains(status is null ? "No member of" : "is not active", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains(
            "do not know yet", (await story.SayAsync(Person.Alex, "whoami")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_went_to_a_new_member_brings_that_member_no_link()
    {
        await using var story = await LinkedAsync();
        var task = await story.LaunchAsync("A lamp", Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);
        story.Sandbox.ChangePeople(people =>
        {
            var alex = people.Find((int)Person.Alex.Member)!;
            people.Remove(alex);
            people.Add(alex with { Id = 2002 });
        });
        await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Alex.Email } });

        await story.TapAsync(Person.Alex, card, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains("Is this you", (await story.SayAsync(Person.Alex, "link")).Words, StringComparison.Ordinal);
    }

    private static async Task<ApprovalStory> LinkedAsync()
    {
        var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        await LinkAsync(story, story.Sandbox.NewestCodeTask());
        return story;
    }

    /// <summary>The code is typed and believed; what waits comes beside the answer.</summary>
    private static async Task LinkAsync(ApprovalStory story, TallyfyTask code)
    {
        await story.SayAsync(Person.Alex, LinkCodes.CodeIn(code));
        await story.Teams.WaitForAsync(
            message => message.Words.Contains("Now I know who you are", StringComparison.Ordinal));
    }
}
