using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Whether a completion names its actor where the token is the actor's own already (docs/tallyfy-facts.md, U32).
/// </summary>
public sealed class OverrideUserStories
{
    private static readonly Dictionary<string, string?> Sparing = new()
    {
        ["Tallyfy:SendOverrideUser"] = "UnlessOwnToken",
    };

    public static TheoryData<string, string> Signing => [.. AssumptionTable.Signing];

    [Theory]
    [MemberData(nameof(Signing))]
    public async Task Where_only_administrators_name_anybody_a_person_who_names_themselves_is_refused_in_a_sentence(
        string setting, string value)
    {
        await using var story = ApprovalStory.BeginUnder(
            new Dictionary<string, string> { [setting] = value }, CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains(StoryTexts.English.NotPermitted, answer.Words, StringComparison.Ordinal);
        Assert.Contains("complete a task for another user", answer.Words, StringComparison.Ordinal);
        Assert.True(story.Sandbox.IsOpen(task.Task));
    }

    [Theory]
    [MemberData(nameof(Signing))]
    public async Task And_left_out_it_goes_through_signed_as_that_member(string setting, string value)
    {
        await using var story = ApprovalStory.BeginUnder(
            new Dictionary<string, string> { [setting] = value }, CredentialMode.Application, Sparing);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        var write = Assert.Single(await story.Sandbox.CompletionsAsync());
        AssertSigned(write, named: null, token: Person.Lynne.Member, Person.Lynne);
    }

    [Fact]
    public async Task A_token_that_is_somebody_elses_names_who_decided_and_ones_own_need_not()
    {
        await using var story = ApprovalStory.Begin(settings: Sparing);
        await RunByAsync(story, Person.Megan);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var lamp = await story.LaunchAsync("A lamp", Person.Lynne);
        var chair = await story.LaunchAsync("A chair", Person.Megan);

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, lamp.Title), "approve");
        await story.TapAsync(Person.Megan, await story.CardAsync(Person.Megan, chair.Title), "approve");

        Assert.Collection(
            await story.Sandbox.CompletionsAsync(),
            write => AssertSigned(write, Person.Lynne.Member, Person.Megan.Member, Person.Lynne),
            write => AssertSigned(write, null, Person.Megan.Member, Person.Megan));
    }

    [Fact]
    public async Task Whom_Tallyfy_recorded_is_looked_at_also_where_nobody_was_named()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application, Sparing);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Sandbox.Wire.Rewrite = (_, text) => text.Replace(
            $"\"completer_id\":{Person.Lynne.Member}", $"\"completer_id\":{WellKnown.Bot}", StringComparison.Ordinal);

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.DoesNotContain(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        await story.LoggedAsync($"Tallyfy names completer {WellKnown.Bot}, the actor is {Person.Lynne.Member}");
    }

    private static void AssertSigned(JournalLine write, long? named, long token, Person completer)
    {
        Assert.Equal(named, write.OverrideUser);
        Assert.Equal(token, write.TokenUser);
        Assert.Equal(completer.Member, write.Completer);
    }

    /// <summary>The personal token that the bot has from now on is this person's, an administrator's.</summary>
    private static async Task RunByAsync(ApprovalStory story, Person owner)
    {
        const string Token = "personal-token-of-another-administrator";
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
        {
            var member = state.People.Find((int)owner.Member)!;
            state.People.Add(member with { Role = MemberRole.Admin });
            state.Tokens.Add(new AccessToken(Token, member.Id, story.Clock.GetUtcNow().AddDays(30)));
        }

        await story.RestartAsync(
            TimeSpan.FromMinutes(1), KeyValuePair.Create<string, string?>("Tallyfy:AccessToken", Token));
    }
}
