using System.Text.Json.Nodes;
using EchoBotWithApprovals;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>Inside another bot, the sample's echo: the approvals take what is theirs, and leave it the rest.</summary>
public sealed class GuestDialogs
{
    private static readonly Person Lynne = Person.Lynne;

    [Theory]
    [InlineData("hello")]
    [InlineData("help")]
    [InlineData("start")]
    [InlineData("yes")]
    [InlineData("stop")]
    [InlineData("receipts please")]
    [InlineData("is anything pending?")]
    public async Task What_is_not_certainly_ours_is_the_other_bots(string words)
    {
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne).Says(words).Hears($"Echo: {words}").HearsNothingMore().EndsAsync();
    }

    [Theory]
    [InlineData("pending", "Nothing waits for you")]
    [InlineData("receipt 0000", "no such receipt")]
    [InlineData("whoami", "I do not know yet who you are")]
    [InlineData("unlink", "not linked with a member")]
    [InlineData("link", "Now I know who you are")]
    public async Task Our_words_are_answered_and_not_echoed(string words, string answer)
    {
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne).Says(words).Hears(answer).HearsNothingMore().EndsAsync();
    }

    [Fact]
    public async Task Yes_is_ours_only_while_we_ask()
    {
        await using var dialog = Dialog.BeginInside(
            new EchoBot(), new Dictionary<string, string?> { ["Accounts:Proof"] = "Code" });

        await dialog.As(Lynne).Says("yes").Hears("Echo: yes")
            .Says("link").Hears("Is this you in Tallyfy?")
            .Says("yes").Hears("Your code is in Tallyfy")
            .Says(() => LinkCodes.CodeIn(dialog.Story.Sandbox.NewestCodeTask())).Hears("Now I know who you are")
            .Says("yes").Hears("Echo: yes")
            .HearsNothingMore()
            .EndsAsync();
    }

    [Fact]
    public async Task Our_card_is_decided_here()
    {
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne).Installs().Hears("come here")
            .Launches("A desk", Lynne).Hears("A desk", "Approve")
            .Taps("approve").IsAnswered("You approved").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task Our_card_is_decided_here_by_submit_too()
    {
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne).Installs().Hears("come here")
            .Launches("A desk", Lynne).Hears("A desk", "Approve")
            .Submits("approve").Shows("You approved").Completes(1, Lynne.Member)
            .HearsNothingMore()
            .EndsAsync();
    }

    /// <summary>Whose words they are stands in the store: a flood of them is neither looked up nor kept.</summary>
    [Fact]
    public async Task More_words_than_a_persons_share_are_the_other_bots_and_nothing_is_read_for_them()
    {
        await using var dialog = Dialog.BeginInside(
            new EchoBot(),
            new Dictionary<string, string?>
            {
                ["Arrivals:PerPerson:Burst"] = "2",
                ["Arrivals:PerPerson:PerSecond"] = "0.001",
            });

        await dialog.As(Lynne).Says("hello").Hears("Echo: hello").Says("pending").Hears("Nothing waits for you")
            .Elsewhere(activity => In("de-DE", activity), "in German")
            .Says("yes").Hears("Echo: yes").Says("hello again").Hears("Echo: hello again")
            .Says("pending")
            .HearsNothingMore()
            .EndsAsync();

        Assert.Equal(["en-US"], await LocalesAsync(dialog));
    }

    private static JsonObject In(string locale, JsonObject activity)
    {
        activity["locale"] = locale;
        return activity;
    }

    private static Task<IReadOnlyList<string>> LocalesAsync(Dialog dialog) =>
        dialog.Story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.QueryAsync<string>(
                "select locale from chats", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

    [Fact]
    public async Task Another_card_is_the_other_bots()
    {
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne)
            .Sends(() => Activities.Submit(Lynne, "1", new JsonObject { ["x"] = 1 }), "submits another card")
            .Hears("Echo:")
            .HearsNothingMore()
            .EndsAsync();
    }

    [Fact]
    public async Task Who_wrote_to_the_other_bot_gets_cards_without_a_new_installation()
    {
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne).Says("hello").Hears("Echo: hello")
            .Says("pending").Hears("Nothing waits for you")
            .Launches("A desk", Lynne).Hears("A desk", "Approve")
            .EndsAsync();
    }

    [Fact]
    public async Task The_other_bot_hears_of_installations_too()
    {
        var heard = new List<string>();
        await using var dialog = Dialog.BeginInside(new NotingBot(heard));

        await dialog.As(Lynne).Installs().Hears("come here").EndsAsync();

        Assert.Equal(["installationUpdate"], heard);
    }

    [Fact]
    public async Task Another_tenants_words_are_the_other_bots_and_its_taps_are_refused()
    {
        const string OtherTenant = "99999999-86f1-41af-91ab-2d7cd011db47";
        await using var dialog = Dialog.BeginInside(new EchoBot());

        await dialog.As(Lynne).Installs().Hears("come here")
            .Launches("A desk", Lynne).Hears("A desk", "Approve")
            .Elsewhere(activity => Activities.FromTenant(activity, OtherTenant), "of another tenant")
            .Says("pending").Hears("Echo: pending")
            .Taps("approve").IsAnswered("This app is not set up for your organization").Completes(0)
            .EndsAsync();
    }

    private sealed class NotingBot(List<string> heard) : Microsoft.Bot.Builder.IBot
    {
        public Task OnTurnAsync(
            Microsoft.Bot.Builder.ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            heard.Add(turnContext.Activity.Type);
            return Task.CompletedTask;
        }
    }
}
