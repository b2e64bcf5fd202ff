using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Where no public source says what Tallyfy answers, or two disagree, the sandbox has a setting. The core stories of
/// the bot are told under the other answers: many at once in a default run, and each alone, in a host of its own, in a
/// whole one.
/// </summary>
public sealed class AssumptionStories(ITestOutputHelper output)
{
    private const string Pack = "pack";

    private static readonly PropertyInfo[] Settings = typeof(SandboxOptions).GetProperties();

    /// <summary>One setting alone, or the number of a pack.</summary>
    public static TheoryData<string, string, CredentialMode> Rows()
    {
        var rows = new TheoryData<string, string, CredentialMode>();
        var packs = Enumerable.Range(0, AssumptionTable.Packs.Count)
            .Select(pack => (Pack, pack.ToString(CultureInfo.InvariantCulture)));

        foreach (var (setting, value) in Extent.IsWhole ? packs.Concat(AssumptionTable.Core) : packs)
        {
            rows.Add(setting, value, CredentialMode.Application);
            rows.Add(setting, value, CredentialMode.PersonalToken);
        }

        return rows;
    }

    [Theory]
    [InlineData(CredentialMode.Application)]
    [InlineData(CredentialMode.PersonalToken)]
    public Task The_core_stories_hold_under_the_usual_answers(CredentialMode mode) =>
        TellAsync(new Dictionary<string, string>(), mode);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_core_stories_hold_under_every_other_answer(string setting, string value, CredentialMode mode) =>
        TellAsync(
            setting is Pack
                ? AssumptionTable.Packs[int.Parse(value, CultureInfo.InvariantCulture)]
                : new Dictionary<string, string> { [setting] = value },
            mode);

    [Fact]
    public void Every_setting_is_told_about_or_cannot_reach_the_bot()
    {
        var told = AssumptionTable.Reaching.Select(row => row.Setting).Distinct();

        Assert.Equal(
            Settings.Select(setting => setting.Name).Order(StringComparer.Ordinal),
            told.Concat(AssumptionTable.Unreached.Keys).Order(StringComparer.Ordinal));
        Assert.All(AssumptionTable.Unreached.Values, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_other_value_of_a_setting_is_told_about_once()
    {
        var usual = new SandboxOptions();

        foreach (var rows in AssumptionTable.Reaching.GroupBy(row => row.Setting, row => row.Value))
        {
            var setting = Assert.Single(Settings, known => known.Name == rows.Key);
            var byDefault = Convert.ToString(setting.GetValue(usual), CultureInfo.InvariantCulture);

            Assert.DoesNotContain(byDefault, rows);
            Assert.Distinct(rows);

            if (setting.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
                Assert.Equal(
                    allowed.Values.OfType<string>().Where(value => value != byDefault).Order(StringComparer.Ordinal),
                    rows.Order(StringComparer.Ordinal));
        }
    }

    private async Task TellAsync(IReadOnlyDictionary<string, string> assumptions, CredentialMode mode)
    {
        var began = Stopwatch.GetTimestamp();
        await using var story = ApprovalStory.BeginUnder(assumptions, mode, AssumptionTelling.Settings);

        if (assumptions.ContainsKey(nameof(SandboxOptions.PageLinks)))
            Crowd(story.Sandbox.Services.GetRequiredService<SandboxState>(), story.Clock.GetUtcNow());

        try
        {
            await new AssumptionTelling(story, mode, output).TellAsync();
        }
        finally
        {
            output.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms");
            output.WriteLine(story.Log); // shown only where it fails
        }
    }

    /// <summary>Enough that a list of tasks has a second page, with what the stories are about on it.</summary>
    private static void Crowd(SandboxState state, DateTimeOffset now)
    {
        lock (state.Gate)
        {
            for (var number = 0; number < 110; number++)
                state.Tasks.Add(new TallyfyTask
                {
                    Id = SandboxState.NewId(),
                    IncrementId = state.NextIncrement(),
                    Title = $"Chore {number}",
                    Owners = new Owners { Users = [(int)Person.Megan.Member] },
                    StarterId = (int)Person.Megan.Member,
                    CreatedAt = now,
                    LastUpdated = now,
                    Deadline = now,
                });
        }
    }
}
