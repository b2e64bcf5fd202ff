using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Dialogs;

/// <summary>Who is not served, and how much is too much.</summary>
public sealed class RefusalDialogs
{
    private const string NotServed = "This app is not set up for your organization";
    private const string OtherTenant = "99999999-86f1-41af-91ab-2d7cd011db47";

    private static readonly Person Lynne = Person.Lynne;

    [Fact]
    public async Task A_tap_from_another_tenant_is_refused()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Elsewhere(activity => Activities.FromTenant(activity, OtherTenant), "of another tenant")
            .Taps("approve").IsAnswered(NotServed).Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task Words_from_another_tenant_are_not_answered()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Elsewhere(activity => Activities.FromTenant(activity, OtherTenant), "of another tenant")
            .Says("pending").HearsNothingMore()
            .EndsAsync();
    }

    [Fact]
    public async Task A_tap_of_nobody_is_refused()
    {
        await using var dialog = Dialog.Begin();

        await Waiting(dialog)
            .Elsewhere(
                activity =>
                {
                    activity["from"]!.AsObject().Remove("aadObjectId");
                    return activity;
                },
                "without an object id")
            .Taps("approve").IsAnswered("Teams did not say who you are").Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task Taps_that_come_too_fast_record_nothing()
    {
        await using var dialog = Dialog.Begin(new Dictionary<string, string?>
        {
            ["Arrivals:PerPerson:Burst"] = "2",
            ["Arrivals:PerPerson:PerSecond"] = "0.001",
        });

        await Waiting(dialog)
            .Taps("reject").IsAnswered("Why?")
            .Taps("approve").IsAnswered("That was a lot at once").Completes(0)
            .EndsAsync();
    }

    [Fact]
    public async Task Nobody_decides_with_a_guest_account()
    {
        await using var dialog = Dialog.Begin();
        dialog.Story.Teams.Roster = person =>
        {
            var entry = ScriptedConnector.RosterEntry(person);
            entry["userRole"] = "guest";
            return entry;
        };

        await dialog.As(Lynne).Installs().Hears("Guests decide in Tallyfy").EndsAsync();
    }

    private static Dialog Waiting(Dialog dialog) => dialog.As(Lynne).Installs().Hears("come here")
        .Launches("A desk", Lynne).Hears("A desk", "Approve");
}
