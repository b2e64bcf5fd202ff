using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>The conversation about who somebody is, in all its turns.</summary>
public sealed class LinkDialogs
{
    private const string Question = "Is this you in Tallyfy?";
    private const string CodeIsThere = "Your code is in Tallyfy";

    private static readonly Person Lynne = Person.Lynne;
    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Fact]
    public async Task The_code_from_Tallyfy_proves_who_it_is()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question, "Lynne Robbins")
            .Says("yes").Hears(CodeIsThere)
            .Says(() => Code(dialog)).Hears("Now I know who you are", "Lynne Robbins")
            .Says("whoami").Hears("You are Lynne Robbins")
            .EndsAsync();
    }

    [Fact]
    public async Task What_waits_comes_after_the_code_and_is_decided_under_that_name()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question)
            .Launches("A desk", Lynne)
            .Says("yes").Hears(CodeIsThere)
            .Says(() => Code(dialog)).Hears("Now I know who you are")
            .Hears("A desk", "Approve")
            .Taps("approve").IsAnswered("You approved").Completes(1, Lynne.Member)
            .EndsAsync();
    }

    [Fact]
    public async Task A_no_stops_it()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question)
            .Says("no").Hears("Stopped")
            .Says("whoami").Hears("I do not know yet who you are")
            .EndsAsync();
    }

    [Theory]
    [InlineData("y")]
    [InlineData("Yes!")]
    public async Task Yes_is_understood_however_it_is_written(string yes)
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question).Says(yes).Hears(CodeIsThere).EndsAsync();
    }

    [Fact]
    public async Task Cancel_stops_it_after_the_code_too_and_the_code_is_good_for_nothing()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question)
            .Says("yes").Hears(CodeIsThere)
            .Says("cancel").Hears("Stopped")
            .Says(() => Code(dialog)).Hears("I do not know yet who you are")
            .EndsAsync();
    }

    [Fact]
    public async Task A_wrong_code_leaves_tries()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question)
            .Says("yes").Hears(CodeIsThere)
            .Says(() => Wrong(dialog)).Hears("That is not the code", $"Tries left: {LinkDialog.MostWrongCodes - 1}")
            .Says(() => Code(dialog)).Hears("Now I know who you are")
            .EndsAsync();
    }

    [Fact]
    public async Task Too_many_wrong_codes_bar_the_right_one()
    {
        await using var dialog = Dialog.Begin(ByCode);
        dialog.As(Lynne).Installs().Hears(Question).Says("yes").Hears(CodeIsThere);

        for (var left = LinkDialog.MostWrongCodes - 1; left > 0; left--)
            dialog.Says(() => Wrong(dialog)).Hears($"Tries left: {left}");

        await dialog.Says(() => Wrong(dialog)).Hears("Too many wrong codes")
            .Says(() => Code(dialog)).Hears("Too many wrong codes")
            .EndsAsync();
    }

    [Fact]
    public async Task Somebody_elses_code_is_wrong()
    {
        await using var dialog = Dialog.Begin(ByCode);
        var lynnes = "";

        await dialog.As(Lynne).Installs().Hears(Question).Says("yes").Hears(CodeIsThere)
            .Reads(_ => lynnes = Code(dialog))
            .As(Person.Megan).Installs().Hears(Question, "Megan Bowen").Says("yes").Hears(CodeIsThere)
            .Says(() => lynnes).Hears("That is not the code")
            .EndsAsync();
    }

    [Fact]
    public async Task A_code_does_not_live_for_ever()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question).Says("yes").Hears(CodeIsThere)
            .Meanwhile("Time passes", () =>
            {
                dialog.Story.Advance(LinkDialog.GoodFor + TimeSpan.FromMinutes(1));
                return Task.CompletedTask;
            })
            .Says(() => Code(dialog)).Hears("That took too long")
            .Says("link").Hears(Question)
            .EndsAsync();
    }

    [Fact]
    public async Task When_Tallyfy_does_not_take_the_code_another_yes_tries_again()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question)
            .Meanwhile("Tallyfy fails once", () => dialog.Story.Sandbox.SetFaultAsync(
                new { method = "POST", path = "^.*/tasks$", status = 500, times = 1 }))
            .Says("yes").Hears("could not put a code")
            .Says("yes").Hears(CodeIsThere)
            .EndsAsync();
    }

    [Fact]
    public async Task Who_is_linked_is_told_so_and_may_begin_anew_after_unlinking()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question).Says("yes").Hears(CodeIsThere)
            .Says(() => Code(dialog)).Hears("Now I know who you are")
            .Says("link").Hears("I know who you are", "already")
            .Says("unlink").Hears("not linked any more")
            .Says("start").Hears(Question)
            .EndsAsync();
    }

    [Fact]
    public async Task Unlink_of_nobody_says_so()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Says("unlink").Hears("not linked with a member").EndsAsync();
    }

    [Fact]
    public async Task A_tap_of_somebody_who_is_not_linked_any_more_records_nothing()
    {
        await using var dialog = Dialog.Begin(ByCode);

        await dialog.As(Lynne).Installs().Hears(Question).Says("yes").Hears(CodeIsThere)
            .Says(() => Code(dialog)).Hears("Now I know who you are")
            .Launches("A lamp", Lynne).Hears("A lamp", "Approve")
            .Says("unlink").Hears("not linked any more")
            .Taps("approve").IsAnswered("link").Completes(0)
            .EndsAsync();
    }

    [Theory]
    [InlineData("userRole", "guest", "Guests decide in Tallyfy")]
    [InlineData("userPrincipalName", "lynne_other.example#EXT#@example.com", "Guests decide in Tallyfy")]
    [InlineData("tenantId", "99999999-86f1-41af-91ab-2d7cd011db47", "cannot find you")]
    [InlineData("email", "nobody@example.com", "No member of")]
    public async Task Whom_the_roster_does_not_vouch_for_gets_no_code(string field, string value, string sentence)
    {
        await using var dialog = Dialog.Begin(ByCode);
        dialog.Story.Teams.Roster = person =>
        {
            var entry = ScriptedConnector.RosterEntry(person);
            entry[field] = value;

            if (field == "email")
                entry["userPrincipalName"] = value; // it would be looked for, too

            return entry;
        };

        await dialog.As(Lynne).Says("link").Hears(sentence)
            .Says("yes").Hears()
            .EndsAsync();
        Assert.Empty(dialog.Story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task Where_administrators_link_people_it_says_so()
    {
        await using var dialog = Dialog.Begin(new Dictionary<string, string?> { ["Accounts:Proof"] = "Admin" });

        await dialog.As(Lynne).Says("link").Hears("An administrator has to link you").EndsAsync();
    }

    private static string Code(Dialog dialog) => LinkCodes.CodeIn(dialog.Story.Sandbox.NewestCodeTask());

    private static string Wrong(Dialog dialog) => Code(dialog) == "0000-0000" ? "1111-1111" : "0000-0000";
}
