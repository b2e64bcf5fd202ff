using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// One person, two organizations in Tallyfy: each has its own link, its own number, and its own signature.
/// </summary>
public sealed class TwoOrganizationsStories
{
    [Fact]
    public async Task A_card_of_either_is_signed_with_the_number_its_person_has_there()
    {
        await using var both = await TwoOrganizations.BeginAsync("Email");
        await both.Story.InstallAsync(Person.Alex);
        var here = await both.Story.LaunchAsync("A desk", Person.Alex);
        var there = await both.LaunchThereAsync("A crane", Person.Alex);

        var asked = await both.Story.CardAsync(Person.Alex, here.Title);
        Assert.Contains(
            "You approved", (await both.Story.TapAsync(Person.Alex, asked, "approve")).Words, StringComparison.Ordinal);
        Assert.Contains(
            "You rejected",
            (await both.Story.TapAsync(Person.Alex, there, "reject", "Too heavy")).Words,
            StringComparison.Ordinal);

        Assert.Equal((Person.Alex.Member, true), Signature(Assert.Single(await both.Contoso.CompletionsAsync())));
        Assert.Equal(
            (TwoOrganizations.MemberThere(Person.Alex), false),
            Signature(Assert.Single(await both.Fabrikam.CompletionsAsync())));
    }

    [Fact]
    public async Task Each_is_linked_by_its_own_code_and_each_link_ends_alone()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Lynne);
        await ProveAsync(both, both.Contoso, "Contoso");

        Assert.Contains("in Fabrikam. If you are", await SayAsync(both, "link"), StringComparison.Ordinal);
        Assert.Single(both.Contoso.CodeTasks());
        await ProveAsync(both, both.Fabrikam, "Fabrikam");
        Assert.Contains("in Contoso already", await SayAsync(both, "link"), StringComparison.Ordinal);

        await SaysAsync(both, "whoami", "in Contoso. Write", "In Fabrikam you are Lynne Robbins");
        await SaysAsync(both, "unlink", "in Contoso. From now on", "In Fabrikam you still are Lynne Robbins");
        await SaysAsync(both, "whoami", "in Fabrikam. Write", "In Contoso you are not linked. Write **link**");
        Assert.DoesNotContain("Contoso", await SayAsync(both, "unlink"), StringComparison.Ordinal);
        await SaysAsync(both, "whoami", "do not know yet", StoryTexts.English.LinkedNowhere);
    }

    [Fact]
    public async Task Who_is_a_member_of_the_second_only_is_found_there()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        both.Contoso.ChangePeople(people => people.Remove(people.Find((int)Person.Lynne.Member)!));

        await both.Story.InstallAsync(Person.Lynne);

        Assert.Contains(
            "in Fabrikam. If you are",
            Assert.Single(both.Story.Teams.In(Person.Lynne.Chat)).Words,
            StringComparison.Ordinal);
        await ProveAsync(both, both.Fabrikam, "Fabrikam");
        Assert.Contains("in Fabrikam already", await SayAsync(both, "link"), StringComparison.Ordinal);
        var card = await both.LaunchThereAsync("A crane", Person.Lynne);
        await both.Story.TapAsync(Person.Lynne, card, "approve");
        Assert.Equal(
            (TwoOrganizations.MemberThere(Person.Lynne), true),
            Signature(Assert.Single(await both.Fabrikam.CompletionsAsync())));
    }

    [Fact]
    public async Task Who_says_no_to_the_first_is_asked_about_the_second_next()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Lynne);

        await SaysAsync(both, "no", "Nothing was changed");
        await SaysAsync(both, "link", "in Fabrikam. If you are");
        await SaysAsync(both, "no", "Nothing was changed");
        await SaysAsync(both, "link", "in Contoso. If you are");
        await ProveAsync(both, both.Contoso, "Contoso");
        await SaysAsync(both, "link", "in Fabrikam. If you are");
    }

    [Fact]
    public async Task A_no_of_a_while_ago_is_forgotten()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Lynne);
        await SaysAsync(both, "no", "Nothing was changed");

        both.Story.Advance(LinkDialog.GoodFor);

        await SaysAsync(both, "link", "in Contoso. If you are");
    }

    [Fact]
    public async Task A_link_with_one_decides_nothing_in_the_other()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Lynne);
        await ProveAsync(both, both.Contoso, "Contoso");
        await SayAsync(both, "link");
        await ProveAsync(both, both.Fabrikam, "Fabrikam");
        var there = await both.LaunchThereAsync("A crane", Person.Lynne);
        await SayAsync(both, "unlink");
        await SayAsync(both, "unlink");
        await SayAsync(both, "link");
        await ProveAsync(both, both.Contoso, "Contoso");

        var answer = await both.Story.TapAsync(Person.Lynne, there, "approve");

        Assert.Contains("not linked with a member of Fabrikam", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await both.Fabrikam.CompletionsAsync());
        Assert.Empty(await both.Contoso.CompletionsAsync());
    }

    [Fact]
    public async Task Whom_one_knows_is_not_told_that_nobody_does()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Lynne);
        await ProveAsync(both, both.Contoso, "Contoso");

        Assert.Contains("Nothing waits for you", await SayAsync(both, "pending"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_neither_knows_is_told_so_and_whoever_did_not_answer_is_named()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Megan);
        both.Contoso.ChangePeople(people => people.Remove(people.Find((int)Person.Megan.Member)!));
        Assert.Contains("No member of Contoso", await SayAsync(both, "link", Person.Megan), StringComparison.Ordinal);

        await both.Fabrikam.SetFaultAsync(new { method = "GET", path = "^.*/users", status = 500 });

        Assert.Contains(
            "who you are in Fabrikam", await SayAsync(both, "link", Person.Megan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_not_say_who_somebody_is_is_not_asked_for_its_own_name_next()
    {
        await using var both = await TwoOrganizations.BeginAsync("Code");
        await both.Story.InstallAsync(Person.Megan);
        both.Contoso.ChangePeople(people => people.Remove(people.Find((int)Person.Megan.Member)!));
        await both.Fabrikam.SetFaultAsync(new { method = "GET", path = "^.*/users", status = 500 });

        Assert.Contains(
            "could not find out who you are", await SayAsync(both, "link", Person.Megan), StringComparison.Ordinal);

        Assert.DoesNotContain($"GET /api/organizations/{TwoOrganizations.FabrikamId}", both.Story.Sandbox.Wire.Passed);
        Assert.Contains($"GET /api/organizations/{TwoOrganizations.FabrikamId}/users", both.Story.Sandbox.Wire.Passed);
    }

    private static (long?, bool?) Signature(JournalLine line) => (line.OverrideUser, line.IsApproved);

    private static async Task<string> SayAsync(TwoOrganizations both, string words, Person? person = null) =>
        (await both.Story.SayAsync(person ?? Person.Lynne, words)).Words;

    private static async Task SaysAsync(TwoOrganizations both, string words, params string[] answer)
    {
        var said = await SayAsync(both, words);
        Assert.All(answer, part => Assert.Contains(part, said, StringComparison.Ordinal));
    }

    /// <summary>A yes, and the code that is in this organization then.</summary>
    private static async Task ProveAsync(TwoOrganizations both, SandboxHost sandbox, string name)
    {
        Assert.Contains(
            $"“Your code for approvals in Teams” in {name}",
            await SayAsync(both, "yes"),
            StringComparison.Ordinal);
        Assert.Contains(
            $"in {name}. What waits",
            await SayAsync(both, LinkCodes.CodeIn(sandbox.NewestCodeTask())),
            StringComparison.Ordinal);
    }
}
