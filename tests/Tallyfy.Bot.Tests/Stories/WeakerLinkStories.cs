using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Whoever raises what a link takes means the links that exist, too.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class WeakerLinkStories
{
    public static TheoryData<string, string, bool> Changes => new()
    {
        { "Email", "Email", true },
        { "Email", "Code", false },
        { "Email", "SignIn", false },
        { "Email", "Admin", false },
        { "Code", "Email", true },
        { "Code", "Code", true },
        { "Code", "SignIn", true },
        { "Code", "Admin", false },
        { "SignIn", "Email", true },
        { "SignIn", "Code", true },
        { "SignIn", "SignIn", true },
        { "SignIn", "Admin", false },
        { "Admin", "Email", true },
        { "Admin", "Code", true },
        { "Admin", "SignIn", true },
        { "Admin", "Admin", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_link_stands_only_where_its_proof_is_as_good_as_what_is_demanded_now(
        string made, string demanded, bool stands)
    {
        await using var story = ApprovalStory.Begin();
        await LinkAsync(story, Enum.Parse<AccountProof>(made));

        await story.RestartAsync(TimeSpan.Zero, Demanding(Enum.Parse<AccountProof>(demanded)));

        Assert.Equal(stands, await FindAsync(story) is not null);
        Assert.Equal(
            stands ? [] : ["WeakerProof"],
            (await story.TrailAsync()).Where(entry => entry.Kind == "LinkRemoved").Select(entry => entry.Answer));
        Assert.Equal(!stands, story.Log.Contains("they have ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proof_that_this_version_does_not_know_is_none()
    {
        await using var story = ApprovalStory.Begin();
        await LinkAsync(story, AccountProof.Admin);
        await story.ChangeStoreAsync("update accounts set proof = 'admin'");

        await story.RestartAsync();

        Assert.Null(await FindAsync(story));
    }

    [Fact]
    public async Task Ended_it_stays_ended_when_the_setting_is_taken_back_and_a_tap_asks_to_link()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.RestartAsync(TimeSpan.Zero, Demanding(AccountProof.Code));
        var underCode = await story.TapAsync(Person.Lynne, card, "approve");
        await story.RestartAsync(TimeSpan.Zero, Demanding(AccountProof.Email));
        var underEmail = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains("Write “link”", underCode.Words, StringComparison.Ordinal);
        Assert.Contains("Write “link”", underEmail.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Kept_it_stands_and_the_log_says_how_many_do()
    {
        await using var story = ApprovalStory.Begin();
        await LinkAsync(story, AccountProof.Email);

        await story.RestartAsync(
            TimeSpan.Zero, [.. Demanding(AccountProof.Code), new("Accounts:WeakerLinks", "Keep")]);

        Assert.NotNull(await FindAsync(story));
        Assert.Contains("1 links were made by a weaker proof", story.Log, StringComparison.Ordinal);
        Assert.Contains("they stand", story.Log, StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Demanding(AccountProof proof) =>
        [.. SignInWalk.Settings, new("Accounts:Proof", proof.ToString())];

    private static Task LinkAsync(ApprovalStory story, AccountProof proof) =>
        story.Services.GetRequiredService<AccountStore>().SaveAsync(
            new LinkedAccount
            {
                Person = new PersonId(Person.Tenant, Person.Lynne.ObjectId),
                Organization = WellKnown.OrganizationId,
                TallyfyUserId = Person.Lynne.Member,
                Email = Person.Lynne.Email,
                DisplayName = Person.Lynne.Name,
            },
            proof,
            TestContext.Current.CancellationToken);

    private static Task<LinkedAccount?> FindAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<AccountStore>().FindAsync(
            new PersonId(Person.Tenant, Person.Lynne.ObjectId),
            WellKnown.OrganizationId,
            TestContext.Current.CancellationToken);
}
