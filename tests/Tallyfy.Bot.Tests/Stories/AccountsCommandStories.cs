using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What whoever runs the bot sees of people, and can do about them.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class AccountsCommandStories
{
    private static readonly string[] Lynne = ["--tenant", Person.Tenant, "--object-id", Person.Lynne.ObjectId];
    private static readonly string[] Contoso = ["--organization", "c0a7050c0a7050c0a7050c0a7050c0a7"];

    [Fact]
    public async Task Where_nobody_is_linked_it_says_how_people_are()
    {
        await using var story = ApprovalStory.Begin();

        Assert.Contains("Nobody is linked", await AnswerAsync(story, 0, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_who_is_linked_by_ids_alone_and_ends_a_link()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var list = await AnswerAsync(story, 0, "list");
        Assert.Contains(
            $"{Person.Tenant}/{Person.Lynne.ObjectId} is member {Person.Lynne.Member}", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Lynne", list, StringComparison.Ordinal);

        await AnswerAsync(story, 0, ["unlink", .. Lynne, .. Contoso]);
        Assert.Contains("Nobody is linked", await AnswerAsync(story, 0, "list"), StringComparison.Ordinal);
        Assert.Contains(
            "is not linked in",
            await AnswerAsync(story, 1, ["unlink", .. Lynne, .. Contoso]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organization_that_is_not_ours_is_refused()
    {
        await using var story = ApprovalStory.Begin();

        Assert.Contains(
            "No organization nowhere",
            await AnswerAsync(
                story,
                1,
                [
                    "link", .. Lynne, "--organization", "nowhere", "--member", "1007", "--Tallyfy:Organization=o",
                    "--Tallyfy:AccessToken=t",
                ]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_operator_links_is_listed_and_their_next_tap_decides()
    {
        await using var story = ApprovalStory.BeginOnPort(
            new Dictionary<string, string?> { ["Accounts:Proof"] = "Admin" });
        await story.InstallAsync(Person.Lynne);
        await LinkAsync(story);
        Assert.Contains(
            $"{Person.Tenant}/{Person.Lynne.ObjectId} is member {Person.Lynne.Member}",
            await AnswerAsync(story, 0, "list"),
            StringComparison.Ordinal);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await AnswerAsync(story, 0, ["unlink", .. Lynne, .. Contoso]);
        Assert.Contains(
            "I do not know yet", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);

        await LinkAsync(story);

        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, card, "approve")).Words,
            StringComparison.Ordinal);
        Assert.Equal(Person.Lynne.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).OverrideUser);
        Assert.Equal(0, (await story.CommandAsync("trail", "verify")).ExitCode);
    }

    [Theory]
    [InlineData("4711", null)]
    [InlineData("1007", "disabled")]
    [InlineData("1007", "invited")]
    public async Task Whom_Tallyfy_has_not_as_an_active_member_the_operator_links_with_nobody(
        string member, string? status)
    {
        await using var story = ApprovalStory.BeginOnPort();

        if (status is not null)
            story.Sandbox.ChangePeople(
                people => people.Add(people.Find((int)Person.Lynne.Member)! with { Status = status }));

        Assert.Contains(
            $"Tallyfy has no active member {member}",
            await AnswerAsync(story, 1, ["link", .. Lynne, .. Contoso, "--member", member]),
            StringComparison.Ordinal);
        Assert.Contains("Nobody is linked", await AnswerAsync(story, 0, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Tallyfy_does_not_take_the_token_nobody_is_linked()
    {
        await using var story = ApprovalStory.BeginOnPort();

        Assert.Contains(
            "Tallyfy did not answer (Unauthenticated): nothing was changed",
            await AnswerAsync(
                story, 1, ["link", .. Lynne, .. Contoso, "--member", "1007", "--Tallyfy:AccessToken=nobodys"]),
            StringComparison.Ordinal);
        Assert.Contains("Nobody is linked", await AnswerAsync(story, 0, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_forgotten_is_nowhere_in_the_store_and_the_trail_still_verifies()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "Too bright for me");
        await story.UntilAsync(() => story.Sandbox.Comments.Count > 0);
        await story.AnsweredAsync();
        Assert.NotEmpty(await FindAsync(story, Person.Lynne.ObjectId));

        await ForgottenAsync(story);

        Assert.Empty(await FindAsync(story, Person.Lynne.ObjectId));
        Assert.Empty(await FindAsync(story, Person.Lynne.Email));
        Assert.Empty(await FindAsync(story, "Too bright for me"));
        Assert.DoesNotContain(await FindAsync(story, Person.Lynne.Name), place => place != "approvals.content");
        Assert.Equal(0, (await story.CommandAsync("trail", "verify")).ExitCode);
    }

    /// <summary>Entra and Tallyfy show ids in one way, other programs in others: all of them are the same id.</summary>
    [Theory]
    [InlineData("D", "n")]
    [InlineData("B", "D")]
    [InlineData("N", "B")]
    public async Task An_id_is_read_as_one_however_it_is_written(string person, string organization)
    {
        await using var story = ApprovalStory.BeginOnPort();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();
        string[] lynne =
        [
            "--tenant", Loud(Person.Tenant, person), "--object-id", Loud(Person.Lynne.ObjectId, person),
        ];
        string[] contoso = ["--organization", Loud(Contoso[1], organization)];

        var (verified, report) = await story.CommandAsync(["trail", "verify", .. contoso]);
        await AnswerAsync(story, 0, ["unlink", .. lynne, .. contoso]);
        var linked = await AnswerAsync(story, 1, ["link", .. lynne, .. contoso, "--member", "4711"]);
        var forgotten = await AnswerAsync(story, 0, ["forget", .. lynne]);

        Assert.True(verified == 0, report);
        Assert.DoesNotContain("No organization", linked, StringComparison.Ordinal);
        Assert.Contains("2 entries of the trail do not tell any more", forgotten, StringComparison.Ordinal);
        Assert.Empty(await FindAsync(story, Person.Lynne.ObjectId));
    }

    [Fact]
    public async Task Whom_nothing_tells_of_is_not_said_to_be_forgotten()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        string[] stranger = ["--tenant", Person.Tenant, "--object-id", "00000000-0000-0000-0000-00000000002f"];

        var unknown = await AnswerAsync(story, 1, ["forget", .. stranger]);
        var again = await AnswerAsync(story, 1, ["forget", .. stranger]);
        await ForgottenAsync(story);
        var before = await AnswerAsync(story, 0, ["forget", .. Lynne]);

        Assert.Contains("nobody was forgotten. Compare both ids", unknown, StringComparison.Ordinal);
        Assert.Equal(unknown, again);
        Assert.Contains("was forgotten before", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_decision_is_not_over_is_not_forgotten_yet()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = "^.*completed-tasks$", status = 503, times = 9 });
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        Assert.Contains(
            "1 of their decisions are not over",
            await AnswerAsync(story, 1, ["forget", .. Lynne]),
            StringComparison.Ordinal);
        Assert.Contains("decisions.actor_email", await FindAsync(story, Person.Lynne.Email));
    }

    private static string Loud(string id, string form) =>
        Guid.Parse(id).ToString(form, CultureInfo.InvariantCulture).ToUpperInvariant();

    private static async Task LinkAsync(ApprovalStory story) => Assert.Contains(
        $"is member {Person.Lynne.Member}",
        await AnswerAsync(story, 0, ["link", .. Lynne, .. Contoso, "--member", $"{Person.Lynne.Member}"]),
        StringComparison.Ordinal);

    /// <summary>Refused as long as the reason is on its way.</summary>
    private static async Task ForgottenAsync(ApprovalStory story)
    {
        var token = TestContext.Current.CancellationToken;

        while ((await story.CommandAsync(["accounts", "forget", .. Lynne])).ExitCode != 0)
        {
            token.ThrowIfCancellationRequested();
            using var _ = await story.GetAsync("/health/live");
        }
    }

    private static async Task<string> AnswerAsync(ApprovalStory story, int exitCode, params string[] words)
    {
        var (code, text) = await story.CommandAsync(["accounts", .. words]);
        Assert.True(code == exitCode, text);
        return text;
    }

    /// <summary>Every column of every table that holds these words.</summary>
    private static Task<IReadOnlyList<string>> FindAsync(ApprovalStory story, string words) =>
        story.Services.GetRequiredService<Database>().ReadAsync<IReadOnlyList<string>>(
            async unit =>
            {
                var token = TestContext.Current.CancellationToken;
                var tables = await unit.QueryAsync<string>(
                    StoryStore.IsPostgres
                        ? "select table_name from information_schema.tables where table_schema = current_schema()"
                        : "select name from sqlite_master where type = 'table'",
                    new { },
                    token);
                var found = new List<string>();

                foreach (var table in tables)
                {
                    var rows = await unit.QueryAsync<object>($"select * from {table}", new { }, token);

                    foreach (var row in rows.Cast<IDictionary<string, object?>>())
                        found.AddRange(
                            row.Where(cell => $"{cell.Value}".Contains(words, StringComparison.OrdinalIgnoreCase))
                                .Select(cell => $"{table}.{cell.Key}"));
                }

                return [.. found.Distinct()];
            },
            TestContext.Current.CancellationToken);
}
