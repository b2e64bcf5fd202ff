using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Tokens are minted by address, and addresses change: whoever was linked signs as the member they are.
/// </summary>
public sealed class AddressStories
{
    [Fact]
    public async Task Whose_address_in_Tallyfy_is_another_one_now_decides_and_takes_back_under_their_own_name()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        SetAddress(story, Person.Lynne, "lynne.robbins@example.com");

        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, card, "approve")).Words,
            StringComparison.Ordinal);
        var undoable = await story.CardAsync(
            Person.Lynne, task.Title, message => message.Words.Contains("Undo", StringComparison.Ordinal));
        SetAddress(story, Person.Lynne, "lynne@example.com");
        await story.TapAsync(Person.Lynne, undoable, "undo", "Wrong year");

        Assert.Equal(
            new JournalLine(task.Task, Person.Lynne.Member, Person.Lynne.Member, true, Person.Lynne.Member, 200),
            Assert.Single(await story.Sandbox.CompletionsAsync()));
        Assert.Equal(Person.Lynne.Member, Assert.Single(await story.Sandbox.ReopeningsAsync()).TokenUser);
    }

    [Fact]
    public async Task Whose_old_address_went_to_somebody_else_signs_nothing_as_them_when_the_token_is_minted_anew()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var first = await story.LaunchAsync("A lamp", Person.Lynne);
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, first.Title), "approve");
        var second = await story.LaunchAsync("Another lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, second.Title);
        SetAddress(story, Person.Lynne, "lynne.robbins@example.com");
        SetAddress(story, Person.Megan, Person.Lynne.Email);
        EndTokens(story, Person.Lynne);

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Equal(
            new long?[] { Person.Lynne.Member, Person.Lynne.Member },
            (await story.Sandbox.CompletionsAsync()).Select(write => write.TokenUser));
    }

    [Fact]
    public async Task A_token_that_turns_out_to_be_somebody_elses_signs_nothing()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        SetAddress(story, Person.Lynne, Person.Megan.Email);

        var answer = await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        Assert.Contains("No member of", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_reason_that_comes_late_is_signed_by_whoever_gave_it()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = "^.*/comment$", status = 503, times = 1 });
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "Too bright");
        await story.LoggedAsync("failed on attempt 1: Tallyfy answered");
        SetAddress(story, Person.Lynne, "lynne.robbins@example.com");
        SetAddress(story, Person.Megan, Person.Lynne.Email);
        EndTokens(story, Person.Lynne);

        for (var step = 1; step <= 2; step++)
        {
            story.Advance(TimeSpan.FromSeconds(20));
            await story.LaunchAsync($"Meanwhile {step}", Person.Alex); // each step is worked off
        }

        Assert.StartsWith("Lynne Robbins via Teams", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
        Assert.Equal((int)Person.Lynne.Member, AuthorOfComment(story, task));
    }

    /// <summary>As when they log out: the next one is minted anew.</summary>
    private static void EndTokens(ApprovalStory story, Person person)
    {
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            state.Tokens.RevokeAll((int)person.Member);
    }

    private static int AuthorOfComment(ApprovalStory story, LaunchedTask task)
    {
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            return Assert.Single(state.Tasks.All.Single(one => one.Id == task.Task).Threads).AuthorId;
    }

    private static void SetAddress(ApprovalStory story, Person person, string address) =>
        story.Sandbox.ChangePeople(people => people.Add(people.Find((int)person.Member)! with { Email = address }));
}
