using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>As shipped nobody decides before they have read a code in Tallyfy: chat, page and chat again.</summary>
public sealed partial class CodeStories(Chromium chromium)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alex_reads_the_code_in_Tallyfy_types_it_in_the_chat_and_decides(bool asApplication)
    {
        await using var desk = await Scenario.OpenAsync(chromium, asApplication, settings: ["--Accounts:Proof=Code"]);
        var task = await desk.LaunchAsync(
            new { template = "Purchase request", title = "A safe", assignees = new[] { Seed.Alex } });
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("Is this you in Tallyfy?", "Alex Wilber");
        Assert.Equal(0, await alex.Card("A safe").CountAsync());

        await alex.SayAsync("yes");
        await alex.SeesAsync("Your code is in Tallyfy");
        await alex.PictureAsync($"code-asked-{asApplication}");
        await alex.SayAsync(await ReadCodeAsync(await desk.OpenTallyfyAsync()));

        await alex.SeesAsync("Now I know who you are", "Alex Wilber");
        await alex.PressAsync("A safe", "Approve");
        await alex.SeesAsync("A safe", "You approved");
        await alex.PictureAsync($"code-linked-{asApplication}");
        var completion = Assert.Single(await desk.CompletionsAsync(task));
        Assert.Equal(Seed.AlexId, completion.GetProperty("completer_id").GetInt64());
        Assert.Equal(Seed.AlexId, completion.GetProperty("body").GetProperty("override_user").GetInt64());
    }

    internal static async Task<string> ReadCodeAsync(IPage tallyfy)
    {
        var task = tallyfy.GetByRole(AriaRole.List, new() { Name = "One-off tasks; a code for linking is here" })
            .GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Your code for approvals in Teams" });
        await Assertions.Expect(task).ToContainTextAsync("type this code", new() { Timeout = PlaygroundPage.Hang });
        return Code().Match(await task.InnerTextAsync()).Value;
    }

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
