using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>At a desk whose bot is an application with credentials of its own.</summary>
public sealed class ApplicationStories(ApplicationDesk desk) : DecisionStories(desk), IClassFixture<ApplicationDesk>
{
    [Fact]
    public async Task Completed_in_Tallyfy_a_moment_before_the_card_says_so_and_by_whom()
    {
        var task = await Desk.LaunchAsync(Launch.Purchase("A photocopier", Seed.Alex));
        var alex = await Desk.SitDownAsync("Alex");
        await alex.SeesAsync("A photocopier", "Approve");

        await Desk.CompleteInTallyfyAsync(task, Seed.Megan, isApproved: false);
        await alex.SeesAsync("A photocopier", "Rejected in Tallyfy by Megan Bowen");
        await alex.PictureAsync("completed-elsewhere");

        await alex.NoLongerAsksAsync("A photocopier");
        Assert.Empty(await Desk.CompletionsAsync(task));
    }

    [Fact]
    public async Task Alex_and_Megan_race_for_one_approval_and_one_of_them_wins()
    {
        var task = await Desk.LaunchAsync(Launch.Purchase("A shared printer", Seed.Alex, Seed.Megan));
        var alex = await Desk.SitDownAsync("Alex");
        var megan = await Desk.SitDownAsync("Megan");
        await alex.SeesAsync("A shared printer", "Approve");
        await megan.SeesAsync("A shared printer", "Approve");

        await Task.WhenAll(
            alex.PressAsync("A shared printer", "Approve"), megan.PressAsync("A shared printer", "Approve"));

        var completion = Assert.Single(await Desk.CompletionsAsync(task));
        var winner = completion.GetProperty("completer_id").GetInt64() == Seed.AlexId ? "Alex Wilber" : "Megan Bowen";
        await alex.SeesAsync("A shared printer", winner == "Alex Wilber" ? "You approved" : $"Approved by {winner}");
        await megan.SeesAsync("A shared printer", winner == "Megan Bowen" ? "You approved" : $"Approved by {winner}");
        await alex.PictureOfAsync("A shared printer", "end-race-alex");
        await megan.PictureOfAsync("A shared printer", "end-race-megan");
    }

    [Fact]
    public async Task Alex_takes_an_approval_back_and_is_asked_anew()
    {
        var task = await Desk.LaunchAsync(Launch.Purchase("A hasty purchase", Seed.Alex));
        var alex = await Desk.SitDownAsync("Alex");
        await alex.PressAsync("A hasty purchase", "Approve");
        await alex.OpenReasonAsync("A hasty purchase", "Undo…");
        await alex.PictureOfAsync("A hasty purchase", "undo-asks-why");

        await alex.PressWithReasonAsync("A hasty purchase", "Undo…", "The wrong supplier", "Take it back");

        await alex.SeesAsync("A hasty purchase", "Approval taken back by Alex Wilber");
        await alex.SeesAsync("A hasty purchase", "took the approval back: The wrong supplier");
        await alex.PictureAsync("undone");
        var reopening = Assert.Single(await Desk.ReopeningsAsync(task));
        Assert.Equal(Seed.AlexId, reopening.GetProperty("token_user").GetInt64());
    }

    [Fact]
    public async Task Alex_of_another_tenant_is_refused_with_Alexs_own_card()
    {
        const string Title = "A matter of one tenant";
        var task = await Desk.LaunchAsync(Launch.Purchase(Title, Seed.Alex));
        var alex = await Desk.SitDownAsync("Alex");
        await alex.SeesAsync(Title, "Approve");

        var answer = await Desk.MockAsync(MockedTap.Approve(
            MockedTap.Alex, "personal", MockedTap.OtherTenant, alex.RenderingOf(Title)));

        Assert.Contains(
            "not set up for your organization", answer.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Empty(await Desk.CompletionsAsync(task));
        await alex.SeesAsync(Title, "Approve");
    }
}
