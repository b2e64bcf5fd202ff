using System.Text.Json.Nodes;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>Taps of older clients: Action.Submit, a message that has no answer.</summary>
public sealed class SubmitDialogs
{
    private static readonly Person Lynne = Person.Lynne;

    [Fact]
    public async Task Approve_changes_the_message()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).Submits("approve").Shows("You approved").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task Reject_without_a_reason_asks_in_the_message()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Submits("reject").Shows("Why? Patti Fernandez will read this").Completes(0)
            .Submits("reject", "Too dear").Shows("You rejected", "Too dear").Completes(1)
            .EndsAsync();
    }

    [Fact]
    public async Task A_reason_that_is_too_long_stays_in_the_field()
    {
        await using var dialog = Dialog.Begin();
        var tooLong = new string('x', 1_001);

        await Waiting(dialog)
            .Submits("reject", tooLong).Shows("too long by 1 at its end:", tooLong).Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task Twice_is_one_decision()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Submits("approve").Shows("You approved")
            .TapsTheSameAgain().Shows("You approved").Completes(1)
            .EndsAsync();
    }

    [Fact]
    public async Task What_is_not_ours_is_answered_with_a_sentence()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne)
            .Sends(() => Activities.Submit(Lynne, "1", new JsonObject { ["x"] = 1 }), "submits another card")
            .Hears("I do not recognise this card")
            .EndsAsync();
    }

    [Fact]
    public async Task Somebody_elses_card_tells_nothing()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .As(Person.Megan).Installs().Hears("come here")
            .Submits("approve").Hears("This card is too old to decide with").Completes(0)
            .EndsAsync();
    }

    private static Dialog Waiting(Dialog dialog) => dialog.As(Lynne).Installs().Hears("come here")
        .Launches("A desk", Lynne).Hears("A desk", "Approve");
}
