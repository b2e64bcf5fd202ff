using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Each claim, each outcome and each change of a link leaves one entry, with what makes it happen or not at all.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class TrailStories
{
    private const string Root = "00000000000000000000000000000000000000000000000000000000000000ff";
    private const string Completions = "^.*/completed-tasks$";

    [Fact]
    public async Task An_approval_leaves_its_claim_and_its_outcome()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var data = CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone();
        var tap = Activities.Execute(Person.Lynne, card.Id, "approve", data);

        await story.InvokeAsync(tap);

        var entries = await story.TrailOfAsync(task);
        Assert.Equal(["Claimed", "Done"], entries.Select(entry => entry.Kind));
        Assert.All(entries, entry => Assert.Equal(
            (WellKnown.OrganizationId, 1, "Verdict", "Approved",
                Person.Tenant, Person.Lynne.ObjectId, Person.Lynne.Member),
            (entry.Organization, entry.Generation, entry.DecisionKind, entry.Verdict,
                entry.TenantId, entry.ObjectId, entry.TallyfyUserId)));
        Assert.Equal((string?)tap["id"], entries[0].ActivityId);
        Assert.Contains(entries[0].RenderingId!, data.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(64, entries[0].ContentDigest!.Length);
        Assert.NotEqual(entries[0].Salt, entries[1].Salt);
    }

    [Fact]
    public async Task Nothing_that_people_wrote_and_no_name_is_in_it()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "Far too dear");

        foreach (var entry in await story.TrailAsync())
            Assert.All(
                (string[])["dear", "coffee", "Robbins", Person.Lynne.Email, WellKnown.AccessToken],
                words => Assert.DoesNotContain(words, entry.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Two_who_tap_leave_one_claim()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var lynnes = await story.CardAsync(Person.Lynne, task.Title);
        var adeles = await story.CardAsync(Person.Adele, task.Title);

        await Task.WhenAll(
            story.TapAsync(Person.Lynne, lynnes, "approve"), story.TapAsync(Person.Adele, adeles, "reject", "No"));

        Assert.Equal(["Claimed", "Done"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Taken_back_it_leaves_two_more()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne, CredentialMode.Application);
        await using var _ = story;
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        var card = await story.CardAsync(
            Person.Lynne, task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);

        story.Advance(TimeSpan.FromSeconds(1));
        await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        var entries = await story.TrailOfAsync(task);
        Assert.Equal(
            [("Claimed", "Verdict"), ("Done", "Verdict"), ("Claimed", "Undo"), ("Done", "Undo")],
            entries.Select(entry => (entry.Kind, entry.DecisionKind)));
        Assert.Equal(entries[0].DecisionId, entries[2].Undoes);
    }

    [Fact]
    public async Task Refused_by_Tallyfy_it_leaves_the_kind_of_the_answer()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = Completions,
            times = 1,
            status = 403,
            body = new { error = true, message = "The vault is closed." },
        });

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        var entries = await story.TrailOfAsync(task);
        Assert.Equal(
            [("Claimed", null), ("Refused", "NotPermitted")], entries.Select(entry => (entry.Kind, entry.Answer)));
        Assert.DoesNotContain("vault", string.Concat(entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decided_elsewhere_meanwhile_it_says_so()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, times = 1, status = 502 });
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);

        story.PassQuietPeriod();

        await story.UntilAsync("it ended", async () => (await story.TrailOfAsync(task)).Count == 2);
        Assert.Equal(["Claimed", "Elsewhere"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
    }

    [Theory]
    [InlineData(false, "Done")]
    [InlineData(true, "Unconfirmed")]
    public async Task A_vote_leaves_its_claim_and_what_became_of_it(bool isLost, string end)
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A common matter",
            assignees = new[] { Person.Lynne.Email, Person.Adele.Email },
            everyone_must_complete = true,
        });
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);

        if (isLost)
            await story.Sandbox.SetFaultAsync(
                new { method = "POST", path = Completions, status = 502, times = 1, when = "before" });

        await story.TapAsync(Person.Lynne, card, "approve");
        story.PassQuietPeriod();

        await story.UntilAsync("it ended", async () => (await story.TrailOfAsync(task)).Count == 2);
        Assert.Equal(
            [("Claimed", "Vote"), (end, "Vote")],
            (await story.TrailOfAsync(task)).Select(entry => (entry.Kind, entry.DecisionKind)));
    }

    [Fact]
    public async Task A_link_that_is_made_and_ended_leaves_an_entry_each()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "pending");
        story.Advance(TimeSpan.FromSeconds(1));

        await story.RemoveAsync(Person.Lynne);
        await story.RemoveAsync(Person.Lynne);

        Assert.Equal(
            [("KeyUsed", null), ("LinkMade", "Email"), ("LinkRemoved", null)],
            (await story.TrailAsync()).Select(entry => (entry.Kind, entry.Proof)));
    }

    [Fact]
    public async Task What_the_trail_cannot_keep_does_not_happen()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.ChangeStoreAsync("alter table trail rename to mislaid");

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.True(answer.IsSentence);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Equal(0, await story.CountAsync("decisions"));
        await story.ChangeStoreAsync("alter table mislaid rename to trail");
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
        Assert.Equal(2, (await story.TrailOfAsync(task)).Count);
    }

    [Fact]
    public async Task The_head_goes_to_the_log_and_to_a_metric_when_it_moves()
    {
        await using var story = ApprovalStory.Begin();
        var measured = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument.Name == "tallyfy_bot.trail.head"
                && instrument.Meter.Scope == story.Services.GetService<IMeterFactory>())
                one.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Exchange(ref measured, value));
        listener.Start();

        await story.InstallAsync(Person.Lynne);

        var head = await story.SealedAsync();
        await story.LoggedAsync($"Trail sealed up to {head}");
        Assert.Equal((2, 2), (head.Sequence, Interlocked.Read(ref measured)));
        using var ready = await story.AskAsOperatorAsync("/health/ready");
        Assert.Contains(
            "trail: 2 entries sealed, 0 to be sealed",
            await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whichever_process_is_tapped_there_is_one_chain()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var processes = 1;

        if (StoryStore.IsPostgres) // a file takes one
        {
            story.StartAnother();
            processes = 2;
        }

        var tasks = new List<LaunchedTask>();

        for (var number = 0; number < 6; number++)
            tasks.Add(await story.LaunchAsync($"Chair {number}", Person.Lynne));

        await Task.WhenAll(tasks.Select(async (task, number) => await story.TapAtAsync(
            number % processes, Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve")));

        var head = await story.SealedAsync();
        Assert.Equal(14, head.Sequence);
        Assert.Equal(0, (await story.CommandAsync("trail", "verify", "--head", head.ToString())).ExitCode);
    }

    [Fact]
    public async Task An_operator_checks_exports_and_prunes_it_beside_the_running_bot()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        var head = await story.SealedAsync();

        var (whole, said) = await story.CommandAsync("trail", "verify");
        var (exported, csv) = await story.CommandAsync(
            "trail", "export", "--format", "csv", "--organization", WellKnown.OrganizationId);
        var (pruned, words) = await story.CommandAsync("trail", "prune", "--before", "2027-01-01");
        var (after, text) = await story.CommandAsync("trail", "verify", "--head", head.ToString());

        Assert.Equal((0, 0, 0, 0), (whole, exported, pruned, after));
        Assert.Contains($"whole, 4 sealed entries{Environment.NewLine}  head {head}", said, StringComparison.Ordinal);
        Assert.Contains(task.Task, csv, StringComparison.Ordinal);
        Assert.Contains("4 entries exported.", csv, StringComparison.Ordinal);
        Assert.Contains("4 entries removed", words, StringComparison.Ordinal);
        Assert.Contains("whole, 0 sealed entries, behind 4 that were pruned", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_is_told_what_was_changed_and_the_command_ends_with_1()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();
        await story.ChangeStoreAsync("update trail set proof = 'Code' where kind = 'LinkMade'");

        var (code, text) = await story.CommandAsync("trail", "verify");

        Assert.Equal(1, code);
        Assert.Contains("BROKEN", text, StringComparison.Ordinal);
        Assert.Contains("entry 2 (LinkMade, 2026-03-02 09:00:00Z) was edited", text, StringComparison.Ordinal);
        Assert.Contains("compare it with a backup", text, StringComparison.Ordinal);
        Assert.Equal(1, (await story.CommandAsync("trail", "prune", "--before", "2027-01-01")).ExitCode);
    }

    [Theory]
    [InlineData("There is no trail of nobody", "trail", "verify", "--organization", "nobody")]
    [InlineData("A head is organization:number:root", "trail", "verify", "--head", "12")]
    [InlineData("There is no trail of nobody, whose head was given", "trail", "verify", "--head", "nobody:1:" + Root)]
    [InlineData("is not a date", "trail", "prune", "--before", "yesterday")]
    [InlineData("is not a date", "trail", "export", "--format", "csv", "--since", "31.1.2026")]
    [InlineData("--before", "trail", "prune")]
    [InlineData("--format", "trail", "export")]
    public async Task What_cannot_be_done_is_said_and_ends_with_1(string said, params string[] words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var (code, text) = await story.CommandAsync(words);

        Assert.Equal(1, code);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }
}
