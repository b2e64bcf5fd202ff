using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What the bot read was true, and is not any more when its request arrives: each way in which Tallyfy can then refuse.
/// </summary>
internal sealed class AssumptionRaces(ApprovalStory story, CredentialMode mode, SandboxOptions tallyfy)
{
    private const string BeingSent = "being sent to Tallyfy";

    private static readonly Dictionary<string, string> NoAmount = new() { ["amount"] = "" };

    private bool SignsAsThemselves => mode is CredentialMode.Application;

    public IReadOnlyList<Func<Task>> All =>
    [
        Somebody_else_is_faster,
        A_needed_answer_is_taken_away,
        An_issue_is_raised,
        It_is_archived,
        It_is_hidden,
        The_process_is_closed_to_them,
        .. SignsAsThemselves
            ? new Func<Task>[] { It_is_reopened_before_it_is_taken_back, They_are_disabled_before_they_sign }
            : [They_leave_before_they_are_named],
    ];

    private Task Somebody_else_is_faster() => OvertakeAsync(
        "A race",
        task => story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false),
        StoryTexts.English.RejectedElsewhereBy(Person.Megan.Name));

    private Task A_needed_answer_is_taken_away() => OvertakeAsync(
        "A desk",
        task => story.Sandbox.EditAsync(task.Task, new { answers = NoAmount }),
        "Amount");

    private Task An_issue_is_raised() => OvertakeAsync(
        "A chair",
        task => story.Sandbox.ReportProblemAsync(task.Task, Person.Megan.Email, "The quote is old"),
        StoryTexts.English.HeldByIssue);

    private Task It_is_archived() => OvertakeAsync(
        "A lamp", task => story.Sandbox.ArchiveAsync(task.Task, Person.Megan.Email), StoryTexts.English.Archived);

    private Task It_is_hidden() => OvertakeAsync(
        "A carpet", task => story.Sandbox.EditAsync(task.Task, new { hidden = true }), StoryTexts.English.HiddenByRule);

    private Task The_process_is_closed_to_them() => OvertakeAsync(
        "A curtain",
        task =>
        {
            lock (State.Gate)
                State.Runs.Find(task.Run)!.Viewers = [(int)Person.Megan.Member];

            return Task.CompletedTask;
        },
        SignsAsThemselves && tallyfy.AssigneeWithoutView is "error-403"
            ? StoryTexts.English.NotPermitted
            : StoryTexts.English.YouApproved);

    private async Task It_is_reopened_before_it_is_taken_back()
    {
        var task = await story.LaunchAsync("A window", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.TapAsync(Person.Lynne, card, "approve");
        var undoable = await story.CardAsync(
            Person.Lynne, task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);
        var held = story.Sandbox.Wire.HoldNext(HttpMethod.Delete, "completed-tasks");

        var tap = story.TapAsync(Person.Lynne, undoable, "undo", "Wrong year");
        await held.ArrivedAsync();
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
        held.Release();
        await tap;

        await story.CardAsync(Person.Lynne, task.Title, message => message.Asks && message.Id != card.Id);
        await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && !message.Asks);
    }

    /// <summary>Nobody's token was minted before for Patti.</summary>
    private async Task They_are_disabled_before_they_sign()
    {
        await story.InstallAsync(Person.Patti);
        var task = await story.LaunchAsync("A door", Person.Patti);
        var held = story.Sandbox.Wire.HoldNext(HttpMethod.Post, $"{Person.Patti.Email}/token");

        var tap = story.TapAsync(Person.Patti, await story.CardAsync(Person.Patti, task.Title), "approve");
        await held.ArrivedAsync();
        story.Sandbox.ChangePeople(people =>
            people.Add(people.Find((int)Person.Patti.Member)! with { Status = "disabled" }));
        held.Release();

        Assert.DoesNotContain(StoryTexts.English.YouApproved, (await tap).Words, StringComparison.Ordinal);
        Assert.True(story.Sandbox.IsOpen(task.Task));
    }

    /// <summary>Somebody unknown is refused, or the signer is taken for the one who decided.</summary>
    private async Task They_leave_before_they_are_named()
    {
        await story.InstallAsync(Person.Patti);

        await OvertakeAsync(
            "A door",
            _ =>
            {
                story.Sandbox.ChangePeople(people => people.Remove(people.Find((int)Person.Patti.Member)!));
                return Task.CompletedTask;
            },
            tallyfy.UnknownOverrideUser is "ignored" ? "Approved in Tallyfy by" : StoryTexts.English.TallyfyRefused,
            Person.Patti);
    }

    private async Task OvertakeAsync(
        string title, Func<LaunchedTask, Task> happen, string words, Person? by = null)
    {
        var person = by ?? Person.Lynne;
        var task = await story.LaunchAsync(title, person);
        var card = await story.CardAsync(person, title);
        var held = story.Sandbox.Wire.HoldNext(HttpMethod.Post, "completed-tasks");

        var tap = story.TapAsync(person, card, "approve");
        await held.ArrivedAsync();
        await happen(task);
        held.Release();

        var answer = await tap;

        if (answer.Words.Contains(BeingSent, StringComparison.Ordinal))
        {
            // The store was slow to keep it: the bot looks again, and the card says the same.
            story.PassQuietPeriod();
            await story.CardAsync(person, title, message => message.Words.Contains(words, StringComparison.Ordinal));
        }
        else
        {
            Assert.Contains(words, answer.Words, StringComparison.Ordinal);
        }
    }

    private SandboxState State => story.Sandbox.Services.GetRequiredService<SandboxState>();
}
