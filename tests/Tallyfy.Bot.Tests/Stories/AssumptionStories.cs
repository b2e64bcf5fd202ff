using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Where no public source says what Tallyfy answers, or two disagree, the sandbox has a setting. The core stories of
/// the bot are told under the other answers: many at once in a default run, and each alone, in a host of its own, in a
/// whole one.
/// </summary>
public sealed class AssumptionStories(ITestOutputHelper output)
{
    private const string Usual = "usual";
    private const string Pack = "pack";

    private static readonly PropertyInfo[] Settings = typeof(SandboxOptions).GetProperties();

    /// <summary>
    /// The usual answers, one setting alone, or the number of a pack. Every story of the bot is told under the usual
    /// ones, and second answers matter most to people who sign themselves: a whole run tells the rest.
    /// </summary>
    public static TheoryData<string, string, CredentialMode> Rows()
    {
        var rows = new TheoryData<string, string, CredentialMode>();

        for (var pack = 0; pack < AssumptionTable.Packs.Count; pack++)
            Add(Pack, pack.ToString(CultureInfo.InvariantCulture), inBothModes: pack == 0 || Extent.IsWhole);

        foreach (var (setting, value) in Alone)
            Add(setting, value, inBothModes: true);

        return rows;

        void Add(string setting, string value, bool inBothModes)
        {
            rows.Add(setting, value, CredentialMode.Application);

            if (inBothModes)
                rows.Add(setting, value, CredentialMode.PersonalToken);
        }
    }

    private static IEnumerable<(string Setting, string Value)> Alone =>
        Extent.IsWhole ? [(Usual, ""), .. AssumptionTable.Core] : [];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_core_stories_hold_under_every_answer(string setting, string value, CredentialMode mode) =>
        TellAsync(
            setting switch
            {
                Usual => new Dictionary<string, string>(),
                Pack => AssumptionTable.Packs[int.Parse(value, CultureInfo.InvariantCulture)],
                _ => new Dictionary<string, string> { [setting] = value },
            },
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
