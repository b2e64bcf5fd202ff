using Microsoft.Playwright;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>The first minutes: who is asked who they are, who is known at once, and for whom much waits.</summary>
public sealed class FirstContactStories(Chromium chromium)
{
    [Fact]
    public async Task With_a_code_Alex_is_greeted_says_yes_by_a_button_and_types_the_code_into_the_card()
    {
        await using var desk = await Scenario.OpenAsync(
            chromium, asApplication: false, settings: ["--Accounts:Proof=Code"]);
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("Is this you in Tallyfy?", "Alex Wilber");
        await alex.PictureAsync("first-contact-code-1");

        await alex.PressAsync("Is this you in Tallyfy?", "Yes");
        await alex.SeesAsync("Your code is in Tallyfy");
        await alex.PictureAsync("first-contact-code-2");

        await alex.PressWithCodeAsync("Your code is in Tallyfy", "AAAA-AAAA", "Submit");
        await alex.SeesAsync("That is not the code");
        await alex.PictureAsync("first-contact-code-3");

        var code = await CodeStories.ReadCodeAsync(await desk.OpenTallyfyAsync());
        await alex.PressWithCodeAsync("That is not the code", code, "Submit");
        await alex.SeesAsync("Now I know who you are", "Alex Wilber");
        await alex.PictureAsync("first-contact-code-4");
    }

    [Fact]
    public async Task By_address_Alex_is_known_at_once()
    {
        await using var desk = await Scenario.OpenAsync(
            chromium, asApplication: false, settings: ["--Accounts:Proof=Email"]);
        var alex = await desk.SitDownAsync("Alex");

        await Assertions.Expect(alex.Asking.First).ToBeVisibleAsync(new() { Timeout = PlaygroundPage.Hang });
        await alex.PictureAsync("first-contact-email");
    }

    [Fact]
    public async Task Of_forty_most_come_in_one_list_whose_rows_bring_their_cards()
    {
        await using var desk = await Scenario.OpenAsync(
            chromium, asApplication: false, settings: ["--Accounts:Proof=Email", "--Delivery:CardsAtOnce=3"]);

        for (var number = 1; number <= 40; number++)
            await desk.LaunchAsync(new
            {
                template = "Purchase request",
                title = $"Laptop {number} of 40",
                assignees = new[] { Seed.Alex },
            });

        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("Show card");
        await alex.PictureAsync("first-contact-forty-1");
        var before = await alex.Asking.CountAsync(); // three, and what the bot had not read by then

        await alex.PressAsync("Show card", "Show card");
        await Assertions.Expect(alex.Asking.Nth(before)).ToBeVisibleAsync(new() { Timeout = PlaygroundPage.Hang });
        await alex.PictureAsync("first-contact-forty-2");
    }
}
