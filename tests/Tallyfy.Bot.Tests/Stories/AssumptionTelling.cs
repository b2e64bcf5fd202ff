using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// The core stories, one after another with the same bot. Together they make every read and every write of a bot whose
/// people are linked. What the person is told depends on what Tallyfy answers, never on luck.
/// </summary>
internal sealed class AssumptionTelling(ApprovalStory story, CredentialMode mode, ITestOutputHelper output)
{
    private const string Purchase = "Purchase request";

    private static readonly string[] Finance = ["Finance"];

    private readonly SandboxOptions tallyfy =
        story.Sandbox.Services.GetRequiredService<IOptions<SandboxOptions>>().Value;

    public static IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?> { ["Tallyfy:WebhookSecret"] = IntakeDriver.Secret };

    private bool SignsAsThemselves => mode is CredentialMode.Application;

    private SandboxState State => story.Sandbox.Services.GetRequiredService<SandboxState>();

    public async Task TellAsync()
    {
        foreach (var person in new[] { Person.Lynne, Person.Adele, Person.Isaiah, Person.Diego })
            await story.InstallAsync(person);

        Func<Task>[] stories =
        [
            A_waiting_approval_comes_as_a_card_and_is_approved,
            A_rejection_is_recorded_with_its_reason,
            A_light_member_decides_a_standalone_task,
            Everyone_decides_and_reads_how_far_it_is,
            Everyone_decides_a_task_made_by_hand,
            What_is_taken_back_or_reopened_asks_again,
            One_of_a_group_decides_for_all,
            .. new AssumptionNews(story).All,
            .. new AssumptionRaces(story, mode, tallyfy).All,
            Every_reason_stands_in_Tallyfy,
        ];

        foreach (var tell in stories)
        {
            output.WriteLine(tell.Method.Name);
            await tell();
        }
    }

    private async Task A_waiting_approval_comes_as_a_card_and_is_approved()
    {
        var task = await story.LaunchAsync("A coffee machine", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        Assert.All(
            ["Patti Fernandez", "budget line", "Northwind Traders", "EUR 1,250.00"],
            words => Assert.Contains(words, card.Words, StringComparison.Ordinal));

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        var signer = SignsAsThemselves ? Person.Lynne.Member : WellKnown.Bot;
        Assert.Equal(
            new JournalLine(task.Task, signer, Person.Lynne.Member, true, Person.Lynne.Member, 200),
            Assert.Single(await story.Sandbox.CompletionsAsync()));
        await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);
    }

    private async Task A_rejection_is_recorded_with_its_reason()
    {
        var task = await story.LaunchAsync("A second machine", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Advance(TimeSpan.FromMinutes(2)); // longer than the shortest tokens live

        if (SignsAsThemselves && tallyfy.MintedTokenSeconds > 120)
        {
            // A write is sent once: the next one brings a new token.
            EndTokens(Person.Lynne);
            var refused = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");
            Assert.Contains(StoryTexts.English.NotLetIn, refused.Words, StringComparison.Ordinal);
            card = refused.On(card);
        }

        var answer = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");

        Assert.Contains(StoryTexts.English.YouRejected, answer.Words, StringComparison.Ordinal);
        Assert.False(await IsApprovedAsync(task));
        Assert.Contains("Rejected. Too dear", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
    }

    private async Task A_light_member_decides_a_standalone_task()
    {
        var task = await story.Sandbox.LaunchAsync(new
        {
            standalone = true,
            title = "The press release",
            assignees = new[] { Person.Diego.Email },
            can_complete_only_assignees = true,
        });
        story.Sweep();
        var card = await story.CardAsync(Person.Diego, task.Title);
        var mayNot = SignsAsThemselves ? tallyfy.LightMembersComplete is "never" : !tallyfy.AdminCompletesAll;

        var answer = await story.TapAsync(Person.Diego, card, "approve");

        Assert.Contains(
            mayNot ? StoryTexts.English.NotPermitted : StoryTexts.English.YouApproved,
            answer.Words,
            StringComparison.Ordinal);
        Assert.Equal(mayNot, story.Sandbox.IsOpen(task.Task));
    }

    private async Task Everyone_decides_and_reads_how_far_it_is()
    {
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = Purchase,
            title = "A common matter",
            assignees = new[] { Person.Lynne.Email, Person.Adele.Email },
            everyone_must_complete = true,
        });
        story.Sweep();
        var lynnes = await story.CardAsync(Person.Lynne, task.Title);
        Assert.Contains(
            tallyfy.CompletionProgressShape is "object"
                ? StoryTexts.English.EveryoneMustDecideProgress(0, 2)
                : StoryTexts.English.EveryoneMustDecide,
            lynnes.Words,
            StringComparison.Ordinal);

        if (SignsAsThemselves)
        {
            var first = await story.TapAsync(Person.Lynne, lynnes, "reject", "Too dear by half");
            Assert.Contains(StoryTexts.English.YouRejected, first.Words, StringComparison.Ordinal);
            var adeles = await story.CardAsync(Person.Adele, task.Title, message => message.Asks);
            await story.TapAsync(Person.Adele, adeles, "approve");
        }
        else
        {
            // An administrator's signature may close it for everybody.
            Assert.Contains(StoryTexts.English.DecideInTallyfy, lynnes.Words, StringComparison.Ordinal);
            await EverybodyCompletesAsync(task.Task);
            story.Sweep();
        }

        var isApproved = tallyfy.MixedVerdicts is "last-vote" || (!SignsAsThemselves && AdministratorsClose);
        var verdict = isApproved ? StoryTexts.English.ApprovedTogether : StoryTexts.English.RejectedTogether;
        await story.CardAsync(
            Person.Lynne, task.Title, message => message.Words.Contains(verdict, StringComparison.Ordinal));
    }

    private bool AdministratorsClose => tallyfy is { AdminCompletesAll: true, AdminClosesForEveryone: true };

    private async Task EverybodyCompletesAsync(string task)
    {
        if (tallyfy.AdminCompletesAll)
            await story.Sandbox.CompleteAsync(task, WellKnown.AdministratorEmail, isApproved: true);

        if (AdministratorsClose)
            return;

        await story.Sandbox.CompleteAsync(task, Person.Lynne.Email, isApproved: false);
        await story.Sandbox.CompleteAsync(task, Person.Adele.Email, isApproved: true);
    }

    /// <summary>Which may be one task, or one for each.</summary>
    private async Task Everyone_decides_a_task_made_by_hand()
    {
        const string Title = "The safety rules";
        Person[] people = [Person.Lynne, Person.Adele];
        await story.Sandbox.AskAsync(HttpMethod.Post, "tasks", new
        {
            title = Title,
            task_type = "approval",
            owners = new
            {
                users = people.Select(person => person.Member),
                guests = Array.Empty<string>(),
                groups = Array.Empty<string>(),
            },
            deadline = "2026-03-20T12:00:00Z",
            everyone_must_complete = true,
        });
        story.Sweep();
        var isOne = tallyfy.EveryoneMustComplete is "one-task";

        foreach (var person in people)
        {
            var card = await story.CardAsync(person, Title);
            Assert.Equal(SignsAsThemselves || !isOne, card.Asks);

            if (card.Asks)
                await story.TapAsync(person, card, "approve");
            else
                await story.Sandbox.CompleteAsync(OpenTask(Title), person.Email, isApproved: true);
        }

        story.Sweep();

        foreach (var person in people)
            await story.CardAsync(
                person,
                Title,
                message => !message.Asks
                    && !message.Words.Contains(StoryTexts.English.DecideInTallyfy, StringComparison.Ordinal));

        lock (State.Gate)
            Assert.All(
                State.Tasks.All.Where(task => task.Title == Title),
                task => Assert.True(task.Completion?.IsApproved));
    }

    private async Task What_is_taken_back_or_reopened_asks_again()
    {
        story.Sandbox.AddTemplate(RuledTemplate.Create());
        var task = await story.LaunchFromAsync(RuledTemplate.Title, "May the inspectors come?", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var approved = await story.TapAsync(Person.Lynne, card, "approve");
        Assert.Contains(StoryTexts.English.YouApproved, approved.Words, StringComparison.Ordinal);
        Assert.Contains(
            StoryTexts.English.RuleOpenedMany(2, Person.Adele.Name), approved.Words, StringComparison.Ordinal);

        if (SignsAsThemselves)
        {
            var undoable = await story.CardAsync(
                Person.Lynne, task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);
            var back = await story.TapAsync(Person.Lynne, undoable, "undo", "Wrong year");
            Assert.Contains(
                StoryTexts.English.ApprovalTakenBackBy(Person.Lynne.Name), back.Words, StringComparison.Ordinal);
        }
        else
        {
            await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
            story.Sweep();
        }

        var again = await story.CardAsync(
            Person.Lynne, task.Title, message => message.Asks && message.Id != card.Id);
        var answer = await story.TapAsync(Person.Lynne, again, "approve");
        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        Assert.True(await IsApprovedAsync(task));
    }

    private async Task One_of_a_group_decides_for_all()
    {
        var task = await story.Sandbox.LaunchAsync(
            new { template = Purchase, title = "A stand at the fair", groups = Finance });
        story.Sweep();
        await story.CardAsync(Person.Adele, task.Title, message => message.Asks);

        var answer = await story.TapAsync(
            Person.Isaiah, await story.CardAsync(Person.Isaiah, task.Title), "approve");

        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        var approved = StoryTexts.English.ApprovedBy(Person.Isaiah.Name);
        await story.CardAsync(
            Person.Adele, task.Title, message => message.Words.Contains(approved, StringComparison.Ordinal));
    }

    /// <summary>The limit of an hour may have put one off.</summary>
    private async Task Every_reason_stands_in_Tallyfy()
    {
        string[] reasons = SignsAsThemselves ? ["Too dear", "Too dear by half", "Wrong year"] : ["Too dear"];

        // A comment that Tallyfy refused is sent again later. A whole hour at once would end a request that is on its
        // way, and its next try would wait for a clock that stands still.
        await story.UntilAsync(() =>
        {
            if (reasons.All(IsInTallyfy))
                return true;

            story.Advance(TimeSpan.FromMinutes(1));
            return false;
        });
    }

    private bool IsInTallyfy(string reason) => story.Sandbox.Comments.Any(
        comment => comment.Contains($". {reason} [", StringComparison.Ordinal));

    private async Task<bool?> IsApprovedAsync(LaunchedTask task) =>
        (await story.Sandbox.CompletionsAsync()).Last(line => line.Task == task.Task).IsApproved;

    private string OpenTask(string title)
    {
        lock (State.Gate)
            return State.Tasks.All.Single(task => task.Title == title).Id;
    }

    private void EndTokens(Person person)
    {
        lock (State.Gate)
            State.Tokens.RevokeAll((int)person.Member);
    }
}
