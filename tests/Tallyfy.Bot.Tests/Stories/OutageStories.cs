using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>While Tallyfy cannot be read, whoever keeps the log reads why, how long and where to look.</summary>
public sealed class OutageStories
{
    private const string Began = $"Warning: Tallyfy could not be read for organization {WellKnown.OrganizationId}";
    private const string Ended = $"Tallyfy can be read again for organization {WellKnown.OrganizationId}, after ";

    [Fact]
    public async Task An_outage_is_a_line_less_and_less_often_and_one_when_it_is_over()
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();
        var before = story.Log.Length;
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        for (var second = 0; second <= 240; second++)
            await SweepInVainAsync(story, story.Sweep);

        await story.Sandbox.ClearFaultsAsync();
        story.Sweep();
        await story.LoggedAsync(Ended);

        var why = $"{new Uri(story.Sandbox.Api.OriginalString).Authority} answers with status 500, a fault of its own; "
            + "it is tried again";
        Assert.Equal(
            [
                $"{Began}: {why}",
                $"{Began} for 60 s (61 tries): {why}",
                $"{Began} for 2 min (121 tries): {why}",
                $"{Began} for 4 min (241 tries): {why}",
                $"Information: {Ended}4 min (241 tries)",
            ],
            Audible(story.Log[before..]));
    }

    [Theory]
    [InlineData("{ \"status\": 404, \"body\": \"<html>\" }", "Tallyfy:BaseUrl")]
    [InlineData("{ \"status\": 200, \"body\": \"<html>\" }", "Tallyfy:BaseUrl")]
    [InlineData("{ \"drop\": true }", "Tallyfy:BaseUrl, and whether this machine reaches that address")]
    [InlineData(
        "{ \"status\": 403, \"body\": { \"message\": \"No\" } }",
        "Tallyfy:Organization, and at what the owner of Tallyfy:AccessToken may read")]
    [InlineData("{ \"status\": 429, \"retry_after\": 3600 }", "Intake:Budget")]
    public async Task What_may_be_the_reason_is_named_by_its_setting_and_without_a_stack(string fault, string setting)
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();
        var before = story.Log.Length;
        var rule = JsonNode.Parse(fault)!.AsObject();
        rule["path"] = "/api/";
        await story.Sandbox.SetFaultAsync(rule);

        await SweepInVainAsync(story, () => story.Advance(TimeSpan.FromSeconds(5)));

        Assert.Contains($"look at {setting}", Assert.Single(Audible(story.Log[before..])), StringComparison.Ordinal);
        using var health = await story.AskAsOperatorAsync("/health/tallyfy");
        Assert.Contains(
            $"look at {setting}",
            await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organization_that_Tallyfy_does_not_have_is_looked_for_in_the_settings()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Tallyfy:Organization"] = new('b', 32) });

        await story.LoggedAsync("look at Tallyfy:Organization");

        Assert.DoesNotContain("   at ", story.Log, StringComparison.Ordinal);
    }

    /// <summary>What is written where nobody turned on more.</summary>
    private static List<string> Audible(string log) =>
    [
        .. log.Split('\n').Select(line => line.TrimEnd())
            .Where(line => line.Length > 0 && !line.StartsWith("Debug: ", StringComparison.Ordinal)),
    ];

    private static async Task SweepInVainAsync(ApprovalStory story, Action pass)
    {
        var sweeps = Count(story.Log);
        pass();
        await story.UntilAsync(
            "swept in vain", () => Task.FromResult(Count(story.Log) > sweeps), whenQuiet: pass);
    }

    private static int Count(string log) => log.Split("Sweep of ").Length - 1;
}
