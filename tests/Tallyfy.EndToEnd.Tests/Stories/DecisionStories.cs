using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>What holds whoever's token the bot has.</summary>
public abstract class DecisionStories(SharedDesk desk)
{
    private protected Scenario Desk => desk.Scenario;

    [Fact]
    public async Task Alex_approves_and_rejects_and_Tallyfy_records_Alex()
    {
        var process = await Desk.LaunchAsync(Launch.Purchase("A coffee machine", Seed.Alex));
        var refused = await Desk.LaunchAsync(Launch.Purchase("A yacht", Seed.Alex));
        var standalone = await Desk.LaunchAsync(
            new { standalone = true, title = "A birthday card", assignees = new[] { Seed.Alex } });
        var alex = await Desk.SitDownAsync("Alex");
        await alex.SeesAsync("Your Tallyfy approvals come here");

        await alex.PressAsync("A coffee machine", "Approve");
        await alex.SeesAsync("A coffee machine", "You approved");
        await alex.PictureAsync($"approved-{desk.Name}");

        await alex.PressAsync("A yacht", "Reject…");
        await alex.SeesAsync("A yacht", "will read this");
        await alex.PressAsync("A yacht", "Reject");
        await alex.SeesAsync("A yacht", "give a reason");
        await alex.TypeReasonAsync("A yacht", "We have *no* harbour");
        await alex.PictureAsync($"asked-for-a-reason-{desk.Name}");
        await alex.PressAsync("A yacht", "Reject");
        await alex.SeesAsync("A yacht", "You rejected");
        await alex.SeesAsync("A yacht", "We have *no* harbour");

        await alex.PressAsync("A birthday card", "Approve");
        await alex.SeesAsync("A birthday card", "You approved");
        await alex.PictureAsync($"all-decided-{desk.Name}");

        await Desk.IsRecordedAsync(process, Seed.AlexId, isApproved: true);
        await Desk.IsRecordedAsync(refused, Seed.AlexId, isApproved: false);
        await Desk.IsRecordedAsync(standalone, Seed.AlexId, isApproved: true);
    }

    [Fact]
    public async Task Megan_with_Alexs_card_in_a_group_chat_is_refused_and_Tallyfy_hears_nothing()
    {
        const string Title = "A private matter";
        var task = await Desk.LaunchAsync(Launch.Purchase(Title, Seed.Alex));
        var megan = await Desk.SitDownAsync("Megan");
        await megan.SeesAsync("Your Tallyfy approvals come here");
        var alex = await Desk.SitDownAsync("Alex");
        await alex.SeesAsync(Title, "Approve");

        var answer = await Desk.MockAsync(MockedTap.Approve(
            MockedTap.Megan, "groupChat", MockedTap.OwnTenant, alex.RenderingOf(Title)));

        Assert.Equal("application/vnd.microsoft.activity.message", answer.GetProperty("type").GetString());
        Assert.Equal(
            "This card is too old to decide with. Nothing was recorded; please use the newest card, or decide in "
            + "Tallyfy.",
            answer.GetProperty("value").GetString());
        Assert.Empty(await Desk.CompletionsAsync(task));
        await alex.PressAsync(Title, "Approve");
        await alex.SeesAsync(Title, "You approved");
        Assert.Single(await Desk.CompletionsAsync(task));
    }
}
