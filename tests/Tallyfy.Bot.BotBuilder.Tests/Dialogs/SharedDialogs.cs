using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>Group chats and channels, where people read whom an approval is not meant for.</summary>
public sealed class SharedDialogs
{
    private const string Elsewhere = "I have answered in our own chat";

    private static readonly Person Lynne = Person.Lynne;

    [Theory]
    [InlineData("pending", "Nothing waits for you")]
    [InlineData("help", "How this works")]
    [InlineData("whoami", "You are Lynne Robbins")]
    [InlineData("unlink", "not linked any more")]
    [InlineData("receipt 0000", "no such receipt")]
    public async Task What_is_asked_in_a_group_chat_is_answered_in_the_persons_own(string asked, string answer)
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .InGroup().Says(asked).Hears(answer).IsToldTo(Lynne).Hears(Elsewhere).IsToldInGroup()
            .EndsAsync();
    }

    [Fact]
    public async Task What_is_asked_in_a_channel_is_answered_in_the_persons_own_chat()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .InChannel().Says("pending").Hears("Nothing waits for you").IsToldTo(Lynne)
            .Hears(Elsewhere).IsToldInChannel()
            .EndsAsync();
    }

    [Fact]
    public async Task A_chat_is_opened_for_who_has_none()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).InGroup().Says("pending").Hears("Nothing waits for you").IsToldTo(Lynne)
            .Hears(Elsewhere).IsToldInGroup()
            .EndsAsync();
    }

    [Fact]
    public async Task Where_none_can_be_opened_it_says_what_to_do()
    {
        await using var dialog = Dialog.Begin();
        dialog.Story.Teams.Open = _ => null;

        await dialog.As(Lynne).InGroup().Says("pending").Hears("Add this app for yourself").IsToldInGroup()
            .HearsNothingMore()
            .EndsAsync();
    }

    [Fact]
    public async Task Linking_begins_in_the_persons_own_chat()
    {
        await using var dialog = Dialog.Begin(new Dictionary<string, string?> { ["Accounts:Proof"] = "Code" });

        await dialog.As(Lynne).InGroup().Says("link").Hears("Is this you in Tallyfy?").IsToldTo(Lynne)
            .Hears(Elsewhere).IsToldInGroup()
            .EndsAsync();
    }

    [Fact]
    public async Task Installed_in_a_group_chat_it_says_where_approvals_come()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).InGroup().Installs().Hears("in their own chat with me").IsToldInGroup().EndsAsync();
    }

    [Fact]
    public async Task Installed_in_a_channel_it_says_the_same()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).InChannel().Installs().Hears("in their own chat with me").IsToldInChannel().EndsAsync();
    }

    [Fact]
    public async Task A_mention_before_the_word_is_not_part_of_it()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .InGroup()
            .Sends(
                () =>
                {
                    var message = Activities.Message(Lynne, "<at>Tallyfy</at> pending");
                    message["entities"] = System.Text.Json.Nodes.JsonNode.Parse(
                        """[{"type":"mention","text":"<at>Tallyfy</at>","mentioned":{"id":"28:bot"}}]""");
                    return message;
                },
                "@Tallyfy pending")
            .Hears("Nothing waits for you").IsToldTo(Lynne)
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_in_a_group_chat_is_answered_without_the_details()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).InGroup()
            .Taps("reject").IsAnswered("Why?").Without("EUR 1,250.00")
            .EndsAsync();
    }

    [Fact]
    public async Task A_decision_in_a_group_chat_shows_who_and_not_why()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).InGroup()
            .Taps("reject", "Too dear for us").IsAnswered("You rejected").Without("Too dear for us")
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_in_a_channel_is_answered_without_the_details()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).InChannel()
            .Taps("reject").IsAnswered("Why?").Without("EUR 1,250.00")
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_without_an_answer_is_answered_in_the_persons_own_chat()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).InGroup()
            .Submits("reject").Hears("Why?").IsToldTo(Lynne)
            .EndsAsync();
    }

    private static Dialog Waiting(Dialog dialog) => dialog.As(Lynne).Installs().Hears("come here")
        .Launches("A desk", Lynne).Hears("A desk", "Approve");
}
