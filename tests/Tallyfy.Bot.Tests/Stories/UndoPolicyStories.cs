using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using static Tallyfy.Bot.Tests.Infrastructure.StepUpWalk;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>To take a decision back asks whatever the decision asked: a stolen phone reopens nothing either.</summary>
public sealed class UndoPolicyStories
{
    private static readonly string Guard =
        $"Approvals:Templates:{DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id}";

    [Fact]
    public async Task Where_a_decision_needs_a_sign_in_its_undo_needs_one_of_its_own()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application, SignIn("StepUp"));
        var card = await DecidedAsync(story);
        var link = await LinkOfAsync(story, card, "undo", "A slip");
        story.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await story.Sandbox.ReopeningsAsync());
        var page = await SignInAsync(story, link, AsLynne(story));

        Assert.Contains("<h1>Taken back</h1>", page.Text, StringComparison.Ordinal);
        Assert.Equal(Person.Lynne.Member, Assert.Single(await story.Sandbox.ReopeningsAsync()).TokenUser);
        await story.CardAsync(
            Person.Lynne, "A lamp", one => one.Words.Contains("A slip", StringComparison.Ordinal));
        Assert.Equal(
            ["StepUp", "StepUp"],
            await ListAsync(story, "select proof from trail where kind = 'Claimed'"));
    }

    [Theory]
    [InlineData("another person")]
    [InlineData("long ago")]
    [InlineData("no time")]
    [InlineData("nobody")]
    public async Task Any_other_sign_in_takes_nothing_back(string who)
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application, SignIn("StepUp"));
        var link = await LinkOfAsync(story, await DecidedAsync(story), "undo", "A slip");
        var lynne = AsLynne(story);

        var page = await SignInAsync(story, link, who switch
        {
            "another person" => lynne with { ObjectId = Person.Alex.ObjectId },
            "long ago" => lynne with { SignedInAt = lynne.SignedInAt - TimeSpan.FromMinutes(5) },
            "no time" => lynne with { SignedInAt = null },
            _ => lynne with { ObjectId = null },
        });

        Assert.Contains("othing was recorded", page.Text, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("Approve", false)]
    [InlineData("Take it back", false)]
    [InlineData("Undo", true)]
    [InlineData(" undo ", true)]
    public async Task Where_a_verdict_is_typed_its_undo_is_typed_too(string? typed, bool isTakenBack)
    {
        await using var story = ApprovalStory.Begin(
            CredentialMode.Application, new Dictionary<string, string?> { [$"{Guard}:Confirm"] = "true" });
        var card = await DecidedAsync(story, "Approve");

        var asked = await TapAsync(story, card, "undo", null);
        Assert.NotNull(CardWords.FindInput(asked.Card, "confirm"));
        var answer = await TapAsync(story, asked.On(card), "undo", typed);

        Assert.Equal(isTakenBack ? 1 : 0, (await story.Sandbox.ReopeningsAsync()).Count);

        if (!isTakenBack)
            Assert.Contains("Type Undo into", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InChat", "false")]
    [InlineData("SelfApproval", "Refuse")]
    public async Task What_is_not_decided_in_a_chat_any_more_is_not_undone_there(string key, string value)
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A lamp",
            assignees = new[] { Person.Lynne.Email },
            launched_by = Person.Lynne.Email,
        });
        story.Sweep();
        var card = await DecideAsync(story, null);

        await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create($"{Guard}:{key}", (string?)value));
        var answer = await TapAsync(story, card, "undo", null);

        Assert.Contains("This can be undone in Tallyfy only", answer.Words, StringComparison.Ordinal);
        Assert.Null(CardWords.FindAction(answer.Card, "undo"));
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    private static Dictionary<string, string?> SignIn(string guard) =>
        new(StepUpWalk.Settings) { [$"{Guard}:{guard}"] = "true" };

    /// <summary>Approved, with the offer to undo on the message itself.</summary>
    private static async Task<ChatMessage> DecidedAsync(ApprovalStory story, string? confirm = null)
    {
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A lamp", Person.Lynne);
        return await DecideAsync(story, confirm);
    }

    private static async Task<ChatMessage> DecideAsync(ApprovalStory story, string? confirm)
    {
        var card = await story.CardAsync(Person.Lynne, "A lamp");
        var answer = await TapAsync(story, card, "approve", confirm);

        if (FindLink(story, answer.Card) is { } link)
            await SignInAsync(story, link, AsLynne(story));

        return await story.CardAsync(
            Person.Lynne, "A lamp", one => CardWords.FindAction(one.Card, "undo") is not null);
    }

    private static async Task<TapAnswer> TapAsync(ApprovalStory story, ChatMessage card, string verb, string? confirm)
    {
        var data = CardWords.FindAction(card.Card, verb)!["data"]!.DeepClone().AsObject();
        data["confirm"] = confirm;
        data["reason"] = "A slip";
        return await story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, verb, data));
    }

    private static async Task<IReadOnlyList<string>> ListAsync(ApprovalStory story, string sql) =>
        await story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.QueryAsync<string>(sql, new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
