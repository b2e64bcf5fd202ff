using System.Text.Json.Nodes;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>Taps on cards: Action.Execute, which is answered.</summary>
public sealed class CardDialogs
{
    private const string Completions = "^.*/completed-tasks$";
    private const string Reads = "^.*/tasks/[0-9a-f]+$";

    private static readonly Person Lynne = Person.Lynne;

    [Fact]
    public async Task Approve_is_recorded_under_the_name_of_who_tapped()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Taps("approve").IsAnswered("You approved").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task Reject_takes_the_reason_along()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Taps("reject", "Too dear").IsAnswered("You rejected", "Too dear").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task Reject_without_a_reason_asks_for_one()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Taps("reject").IsAnswered("Why? Patti Fernandez will read this", "A desk").Completes(0)
            .Taps("reject", "Too dear").IsAnswered("You rejected").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task A_reason_that_is_too_long_comes_back_to_be_shortened()
    {
        await using var dialog = Dialog.Begin();
        var tooLong = new string('x', 1_001);

        await Waiting(dialog)
            .Taps("reject", tooLong).IsAnswered("too long by 1 at its end:", tooLong).Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task A_second_tap_changes_nothing()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Taps("approve").IsAnswered("You approved")
            .TapsTheSameAgain().IsAnswered("You approved").Completes(1)
            .EndsAsync();
    }

    [Fact]
    public async Task The_message_itself_shows_the_outcome_too()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).Taps("approve").Shows("You approved").EndsAsync();
    }

    [Fact]
    public async Task Undo_opens_the_task_again_and_asks_with_a_new_card()
    {
        await using var dialog = Dialog.Begin(mode: CredentialMode.Application);

        await Waiting(dialog)
            .Taps("approve").IsAnswered("You approved")
            .Taps("undo", "Wrong year").IsAnswered("Approval taken back by Lynne Robbins", "Wrong year")
            .Hears("A desk", "Approve")
            .Taps("reject", "Too dear").IsAnswered("You rejected").Completes(2, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task Undo_without_a_reason_asks_for_one()
    {
        await using var dialog = Dialog.Begin(mode: CredentialMode.Application);

        await Waiting(dialog)
            .Taps("approve").IsAnswered("You approved")
            .Taps("undo").IsAnswered("Reason (needed to undo)")
            .EndsAsync();
    }

    [Fact]
    public async Task Refresh_shows_the_card_of_now()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog).Refreshes().IsAnswered("A desk", "Approve").EndsAsync();
    }

    [Fact]
    public async Task Refresh_after_a_decision_elsewhere_shows_it()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .ApprovesInTallyfy(Lynne).Sweeps()
            .Shows("Approved in Tallyfy by Lynne Robbins")
            .Refreshes().IsAnswered("Approved in Tallyfy by Lynne Robbins")
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_after_a_decision_elsewhere_records_nothing()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .ApprovesInTallyfy(Lynne)
            .Taps("reject", "No").IsAnswered("Approved in Tallyfy by Lynne Robbins").Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_after_a_change_shows_what_changed_first()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Changes("the title is changed", new { title = "Two desks" })
            .Taps("approve").IsAnswered("Changed since you saw it", "Two desks").Completes(0)
            .Taps("approve").IsAnswered("You approved").Completes(1)
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_on_what_was_given_to_somebody_else_records_nothing()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Changes("it is given to Megan", new { assignees = new[] { Person.Megan.Email } })
            .Taps("approve").IsAnswered("This approval is not assigned to you").Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task Both_see_what_one_decided()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Person.Megan).Installs().Hears("come here")
            .As(Lynne).Installs().Hears("come here")
            .Launches("A desk", Lynne, Person.Megan)
            .Hears("A desk", "Approve").Hears("A desk", "Approve")
            .LooksAtOwnCard().Taps("approve").IsAnswered("You approved")
            .As(Person.Megan).LooksAtOwnCard().Shows("Approved by Lynne Robbins")
            .EndsAsync();
    }

    [Fact]
    public async Task Where_everyone_must_decide_each_is_counted()
    {
        await using var dialog = Dialog.Begin(mode: CredentialMode.Application);

        await dialog.As(Person.Megan).Installs().Hears("come here")
            .As(Lynne).Installs().Hears("come here")
            .Launches("A desk for everyone", new
            {
                template = "Purchase request",
                title = "A desk",
                assignees = new[] { Lynne.Email, Person.Megan.Email },
                everyone_must_complete = true,
            })
            .Hears("A desk", "Everyone assigned").Hears("A desk", "Everyone assigned")
            .LooksAtOwnCard().Taps("approve").IsAnswered("You approved", "1 of 2")
            .As(Person.Megan).LooksAtOwnCard().Taps("approve").IsAnswered("Approved").Completes(2)
            .EndsAsync();
    }

    [Fact]
    public async Task While_Tallyfy_is_down_nothing_is_recorded_and_the_words_stay()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Meanwhile("Tallyfy fails", () => FailAsync(dialog, "GET", Reads, 500))
            .Taps("reject", "Too dear").IsAnswered("Tallyfy did not answer; nothing was recorded", "Too dear")
            .Meanwhile("Tallyfy is back", dialog.Story.Sandbox.ClearFaultsAsync)
            .Taps("reject", "Too dear").IsAnswered("You rejected").Completes(1)
            .EndsAsync();
    }

    [Fact]
    public async Task While_Tallyfy_has_too_many_requests_it_says_so()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Meanwhile("Tallyfy is busy", () => FailAsync(dialog, "GET", Reads, 429))
            .Taps("approve").IsAnswered("Tallyfy has too many requests").Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task What_Tallyfy_refuses_is_said_with_its_words()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Meanwhile("Tallyfy refuses", () => FailAsync(dialog, "POST", Completions, 403))
            .Taps("approve").IsAnswered("Tallyfy does not let you decide this")
            .EndsAsync();
    }

    [Fact]
    public async Task A_lost_answer_settles_by_itself()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Meanwhile("an answer is lost", () => dialog.Story.Sandbox.SetFaultAsync(
                new { method = "POST", path = Completions, times = 1, drop = true, when = "after" }))
            .Taps("approve").IsAnswered("being sent to Tallyfy")
            .Meanwhile("time passes", () =>
            {
                dialog.Story.PassQuietPeriod();
                return Task.CompletedTask;
            })
            .Shows("You approved").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task A_card_that_nobody_posted_is_too_old()
    {
        await using var dialog = Dialog.Begin();
        var data = new JsonObject { ["verb"] = "approve", ["rendering"] = new string('A', 22) };

        await dialog.As(Lynne)
            .Sends(() => Activities.Execute(Lynne, "1", "approve", data.DeepClone()), "taps a card of nobody")
            .IsAnswered("This card is too old")
            .EndsAsync();
    }

    [Fact]
    public async Task Another_bots_card_is_not_ours()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne)
            .Sends(() => Activities.Execute(Lynne, "1", "order", new JsonObject { ["x"] = 1 }), "taps another card")
            .IsAnswered("I do not recognise this card")
            .EndsAsync();
    }

    [Fact]
    public async Task An_invoke_that_is_no_tap_is_refused()
    {
        await using var dialog = Dialog.Begin();

        await dialog.As(Lynne)
            .Sends(
                () =>
                {
                    var invoke = Activities.Execute(Lynne, "1", "approve", null);
                    invoke["name"] = "composeExtension/query";
                    return invoke;
                },
                "asks a message extension")
            .IsAnswered("NotSupported")
            .EndsAsync();
    }

    [Fact]
    public async Task Somebody_elses_card_tells_nothing()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .As(Person.Megan).Taps("approve").IsAnswered("This card is too old to decide with").Completes(0)
            .EndsAsync();
    }

    private static Dialog Waiting(Dialog dialog) => dialog.As(Lynne).Installs().Hears("come here")
        .Launches("A desk", Lynne).Hears("A desk", "Approve");

    private static Task FailAsync(Dialog dialog, string method, string path, int status) =>
        dialog.Story.Sandbox.SetFaultAsync(
            new { method, path, status, retry_after = 60, body = new { error = true, message = "no" } });
}
