using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What an operator says about who decides what in a chat, beside what Tallyfy says.</summary>
public sealed class PolicyStories
{
    private const string Own = "You asked for this yourself";
    private static readonly string PurchaseRequest = DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id;

    [Fact]
    public async Task What_somebody_asked_for_themselves_they_may_decide_and_their_card_says_so()
    {
        await using var story = ApprovalStory.Begin();
        var card = await AskedByHerselfAsync(story);

        Assert.Contains(Own, card.Words, StringComparison.Ordinal);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, card, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_asked_for_says_nothing_of_that()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);

        Assert.DoesNotContain(Own, (await story.CardAsync(Person.Lynne, task.Title)).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Approvals:SelfApproval")]
    [InlineData("Approvals:Templates:{0}:SelfApproval")]
    public async Task Where_the_operator_refuses_it_the_card_only_links_and_a_tap_all_the_same_decides_nothing(
        string setting)
    {
        await using var story = ApprovalStory.Begin(settings: With(setting, "Refuse"));
        var card = await AskedByHerselfAsync(story);

        Assert.Null(CardWords.FindAction(card.Card, "approve"));
        Assert.Contains("cannot be decided from here", card.Words, StringComparison.Ordinal);
        await AssertDecidesNothingAsync(story, card, "cannot be decided from here");
    }

    [Fact]
    public async Task A_template_is_known_by_its_id_in_capitals_too_and_the_start_says_what_holds()
    {
        await using var story = ApprovalStory.Begin(
            CredentialMode.Application,
            new Dictionary<string, string?>
            {
                [$"APPROVALS:TEMPLATES:{PurchaseRequest.ToUpperInvariant()}:SelfApproval"] = "Refuse",
                [$"Approvals:Templates:{PurchaseRequest.ToUpperInvariant()}:Confirm"] = "true",
            });
        var card = await AskedByHerselfAsync(story);

        Assert.Null(CardWords.FindAction(card.Card, "approve"));
        Assert.Contains(
            $"Rules of organization {WellKnown.OrganizationId}: SelfApproval Note, AdministratorsMayDecide False, undo "
            + "for 00:10:00",
            story.Log,
            StringComparison.Ordinal);
        Assert.Contains(
            $"Rules of template {PurchaseRequest}: SelfApproval Refuse, InChat True, Confirm True, StepUp False",
            story.Log,
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_template_may_allow_what_is_refused_elsewhere()
    {
        var settings = With("Approvals:Templates:{0}:SelfApproval", "Note");
        settings["Approvals:SelfApproval"] = "Refuse";
        await using var story = ApprovalStory.Begin(settings: settings);

        Assert.True((await AskedByHerselfAsync(story)).Asks);
    }

    [Fact]
    public async Task A_template_that_is_not_decided_in_a_chat_has_cards_that_only_link()
    {
        await using var story = ApprovalStory.Begin(settings: With("Approvals:Templates:{0}:InChat", "false"));
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", [Person.Lynne], seenBy: []);
        var card = await story.Teams.WaitForAsync(
            message => message.Chat == Person.Lynne.Chat
                && message.Words.Contains(task.Title, StringComparison.Ordinal));

        Assert.Null(CardWords.FindAction(card.Card, "approve"));
        await AssertDecidesNothingAsync(story, card, "are decided in Tallyfy");
    }

    [Theory]
    [InlineData("approve", null)]
    [InlineData("approve", "")]
    [InlineData("approve", "yes")]
    [InlineData("approve", "Reject")]
    [InlineData("reject", "Approve")]
    [InlineData("approve", "Appr\0ove")]
    [InlineData("approve", "Appr\u200bove")]
    public async Task Without_the_word_that_confirms_it_nothing_is_decided_and_nothing_typed_is_lost(
        string verb, string? typed)
    {
        await using var story = ApprovalStory.Begin(settings: With("Approvals:Templates:{0}:Confirm", "true"));
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var answer = await TapAsync(story, card, verb, typed, "My reason");

        Assert.Contains(
            $"Type {(verb == "approve" ? "Approve" : "Reject")} into", answer.Words, StringComparison.Ordinal);
        Assert.Contains("My reason", answer.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData("approve", "Approve", true)]
    [InlineData("approve", " APPROVE ", true)]
    [InlineData("reject", "reject", false)]
    public async Task With_the_word_it_is_decided(string verb, string typed, bool isApproved)
    {
        await using var story = ApprovalStory.Begin(settings: With("Approvals:Templates:{0}:Confirm", "true"));
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await TapAsync(story, card, verb, typed, "My reason");

        Assert.Equal(isApproved, Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
    }

    /// <summary>The rule holds by what is left, or the card only links.</summary>
    [Theory]
    [InlineData("run", true)]
    [InlineData("checklist_id", true)]
    [InlineData("run checklist_id", false)]
    [InlineData("run checklist_id run_id", false)]
    [InlineData("run checklist_id is_oneoff_task", false)]
    public async Task Where_Tallyfy_leaves_out_the_template_no_rule_is_got_around(string left, bool isKnown)
    {
        await using var story = ApprovalStory.Begin(settings: With("Approvals:Templates:{0}:Confirm", "true"));
        await story.InstallAsync(Person.Lynne);
        var chair = await story.LaunchAsync("A chair", Person.Lynne);
        var seen = await story.CardAsync(Person.Lynne, chair.Title);
        var task = await story.LaunchUnseenAsync("A lamp", Person.Lynne);
        await LeaveOutAsync(story, task.Task, left);
        story.Sweep();
        var unseen = await story.CardAsync(Person.Lynne, task.Title);

        var answer = await story.InvokeAsync(
            Activities.Execute(Person.Lynne, unseen.Id, CardAction.ApproveVerb, await story.DataOfAsync(unseen)));

        Assert.Contains(
            isKnown ? "Type Approve into" : StoryTexts.English.TemplateUnknownInTallyfy,
            answer.Words,
            StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await LeaveOutAsync(story, chair.Task, left);
        await TapAsync(story, seen, "approve", "Approve", "My reason");
        Assert.Equal(isKnown ? 1 : 0, (await story.Sandbox.CompletionsAsync()).Count);
    }

    private static async Task LeaveOutAsync(ApprovalStory story, string task, string names)
    {
        var path = $"tasks/{task}";
        var body = JsonNode.Parse((await story.Sandbox.AskAsync(
            HttpMethod.Get, $"{path}?with=run,step,form_fields,threads,assets", null)).GetRawText())!;

        foreach (var name in names.Split(' '))
            Assert.True(body["data"]!.AsObject().Remove(name), name);

        await story.Sandbox.SetFaultAsync(new { method = "GET", path = $"^.*/{path}$", status = 200, body });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_administrator_who_owns_nothing_of_it_decides_only_where_the_operator_wants_it(bool isWanted)
    {
        await using var story = ApprovalStory.Begin(settings: With("Approvals:AdministratorsMayDecide", $"{isWanted}"));
        story.Sandbox.ChangePeople(
            people => people.Add(people.Find((int)Person.Megan.Member)! with { Role = MemberRole.Admin }));
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        // The list of members may be of before they became one: the bot begins to read with its start.
        story.Advance(TimeSpan.FromMinutes(2));
        await story.AnsweredAsync();
        var answer = await story.TapAsync(Person.Megan, card, "approve");

        Assert.True(isWanted == answer.Words.Contains("You approved", StringComparison.Ordinal), answer.Words);
        Assert.Equal(
            isWanted ? [Person.Megan.Member] : [],
            (await story.Sandbox.CompletionsAsync()).Select(line => line.Completer));
    }

    [Fact]
    public async Task A_light_member_decides_what_is_theirs()
    {
        await using var story = ApprovalStory.Begin();
        story.Sandbox.ChangePeople(
            people => people.Add(people.Find((int)Person.Lynne.Member)! with { Role = MemberRole.Light }));
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        Assert.Equal(Person.Lynne.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    private static Dictionary<string, string?> With(string setting, string value) => new()
    {
        [setting.Replace("{0}", PurchaseRequest, StringComparison.Ordinal)] = value,
    };

    private static async Task<ChatMessage> AskedByHerselfAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A lamp",
            assignees = new[] { Person.Lynne.Email },
            launched_by = Person.Lynne.Email,
        });
        story.Sweep();
        return await story.Teams.WaitForAsync(
            message => message.Chat == Person.Lynne.Chat
                && message.Words.Contains(task.Title, StringComparison.Ordinal));
    }

    /// <summary>A tap that no card of ours offers, with what such a card would send.</summary>
    private static async Task AssertDecidesNothingAsync(ApprovalStory story, ChatMessage card, string sentence)
    {
        var data = await story.DataOfAsync(card);

        var answer = await story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, CardAction.ApproveVerb, data));

        Assert.Contains(sentence, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    private static Task<TapAnswer> TapAsync(
        ApprovalStory story, ChatMessage card, string verb, string? typed, string reason)
    {
        var data = CardWords.FindAction(card.Card, verb)!["data"]!.DeepClone().AsObject();
        data[CardAction.ReasonField] = reason;

        if (typed is not null)
            data[CardAction.ConfirmField] = typed;

        return story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, verb, data));
    }
}
