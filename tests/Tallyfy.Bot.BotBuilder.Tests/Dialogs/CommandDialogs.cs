using System.Text.RegularExpressions;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>What people write in their own chat.</summary>
public sealed class CommandDialogs
{
    private static readonly Person Lynne = Person.Lynne; // for whom nothing waits

    [Fact]
    public async Task An_installation_is_welcomed_with_all_that_can_be_said()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs()
            .Hears("Your Tallyfy approvals come here", "pending", "receipt", "help", "link", "unlink", "whoami")
            .HearsNothingMore()
            .EndsAsync();
    }

    [Fact]
    public async Task An_upgrade_is_not_welcomed_once_more()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .Sends(() => Activities.Installation(Lynne, "add-upgrade"), "gets a new version")
            .HearsNothingMore()
            .EndsAsync();
    }

    [Fact]
    public async Task Pending_says_that_nothing_waits()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Says("pending").Hears("Nothing waits for you").EndsAsync();
    }

    [Fact]
    public async Task Pending_lists_what_waits()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .Launches("A coffee machine", Lynne).Hears("A coffee machine", "Approve")
            .Says("pending").Hears("Approvals that wait for you: 1", "A coffee machine")
            .EndsAsync();
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("PENDING!")]
    [InlineData("  pending. ")]
    public async Task However_it_is_written(string pending)
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Says(pending).Hears("Nothing waits for you").EndsAsync();
    }

    [Fact]
    public async Task Help_says_what_the_bot_does_and_how_many_wait()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .Says("help").Hears("How this works", "Nothing waits for you at the moment")
            .Launches("A coffee machine", Lynne).Hears("A coffee machine")
            .Says("help").Hears("How this works", "Waiting for you now: 1")
            .EndsAsync();
    }

    [Fact]
    public async Task Whatever_else_is_said_is_answered_with_help()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Says("the weather is nice").Hears("How this works").EndsAsync();
    }

    [Fact]
    public async Task A_receipt_says_what_a_decision_was()
    {
        await using var dialog = Dialog.Begin();
        var code = "";

        await dialog.As(Lynne).Installs().Hears("come here")
            .Launches("A coffee machine", Lynne).Hears("A coffee machine")
            .Taps("approve").IsAnswered("You approved", "Receipt")
            .Reads(words => code = Regex.Match(words, "[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}").Value)
            .Says(() => $"receipt {code}").Hears("Tallyfy has it", "A coffee machine")
            .EndsAsync();
    }

    [Fact]
    public async Task A_receipt_that_does_not_exist_is_not_found()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Says("receipt 0000-0000-0000-0000").Hears("There is no such receipt for you")
            .Says("receipt").Hears("Which receipt?")
            .EndsAsync();
    }

    [Fact]
    public async Task Whoami_names_the_member()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .Says("whoami").Hears("You are Lynne Robbins")
            .Says("who am I?").Hears("You are Lynne Robbins")
            .EndsAsync();
    }

    [Fact]
    public async Task Unlink_ends_it()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .Says("unlink").Hears("not linked any more", "You were Lynne Robbins")
            .Says("whoami").Hears("I do not know yet who you are")
            .EndsAsync();
    }

    [Fact]
    public async Task Who_removed_the_app_is_asked_to_link_when_it_comes_back()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Installs().Hears("come here")
            .Removes().HearsNothingMore()
            .Installs().Hears("was ended", "Write “link”")
            .Says("pending").Hears("was ended")
            .Says("link").Hears("Now I know who you are")
            .EndsAsync();
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("event")]
    public async Task What_nobody_said_is_not_answered(string type)
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne).Sends(() => Activities.Of(Lynne, type), $"sends {type}").HearsNothingMore().EndsAsync();
    }
}
