using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>At a desk whose bot reads with one person's own token.</summary>
public sealed class PersonalTokenStories(PersonalTokenDesk desk)
    : DecisionStories(desk), IClassFixture<PersonalTokenDesk>
{
    [Fact]
    public async Task Pending_lists_what_waits_and_a_group_learns_nothing_of_it()
    {
        await Desk.LaunchAsync(Launch.Purchase("A quiet matter", Seed.Alex));
        var alex = await Desk.SitDownAsync("Alex");
        await alex.SeesAsync("A quiet matter", "Approve");

        await alex.SayAsync("pending");
        await alex.SeesAsync("Approvals that wait for you");
        await alex.PictureAsync("pending");

        await alex.MentionInGroupAsync("pending");
        await alex.SeesAsync("I have answered in our own chat");
        Assert.Equal(0, await alex.Card("A quiet matter").CountAsync());
        await alex.PictureAsync("group-chat");
    }

    [Fact]
    public async Task Where_everyone_must_decide_the_card_counts_them_and_leads_to_Tallyfy()
    {
        var task = await Desk.LaunchAsync(new
        {
            template = "Time off",
            title = "A common matter",
            assignees = new[] { Seed.Alex, Seed.Megan },
            everyone_must_complete = true,
        });
        await Desk.CompleteInTallyfyAsync(task, Seed.Megan, isApproved: true);

        var alex = await Desk.SitDownAsync("Alex");

        await alex.SeesAsync("A common matter", "1 of 2 have");
        await alex.PictureOfAsync("A common matter", "end-everyone");
        await alex.NoLongerAsksAsync("A common matter");
    }

    [Fact]
    public async Task What_rules_did_after_a_decision_stands_on_the_card()
    {
        await Desk.LaunchAsync(
            new { template = "Policy change", title = "Fridays at home", assignees = new[] { Seed.Alex } });
        var alex = await Desk.SitDownAsync("Alex");

        await alex.PressAsync("Fridays at home", "Approve");

        await alex.SeesAsync("Fridays at home", "Patti Fernandez");
        await alex.PictureOfAsync("Fridays at home", "end-rules");
    }
}
