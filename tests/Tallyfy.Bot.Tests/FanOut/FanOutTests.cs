using System.Globalization;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>
/// One approval each for very many people at once, against the platform's limits, on a clock that jumps.
/// </summary>
public sealed class FanOutTests(ITestOutputHelper output)
{
    /// <summary>How many people; the figures of 10,000 are in docs/guarantees.md.</summary>
    public const string Variable = "FAN_OUT_PEOPLE";

    private static readonly int People =
        int.Parse(
            Environment.GetEnvironmentVariable(Variable) ?? (Extent.IsWhole ? "1000" : "300"),
            CultureInfo.InvariantCulture);

    // What failed in the last seconds is tried again after everything else: of a long run that is nothing.
    private static readonly TimeSpan LastTries = People < 10_000 ? TimeSpan.FromSeconds(10) : TimeSpan.Zero;

    [Fact]
    public Task Everybody_is_reached_in_a_known_chat() => ReachEverybodyAsync(areChatsKnown: true);

    [Fact]
    public Task Everybody_is_reached_whose_chat_is_opened_first() => ReachEverybodyAsync(areChatsKnown: false);

    /// <summary>Within every limit, and nearly as fast as they allow.</summary>
    private async Task ReachEverybodyAsync(bool areChatsKnown)
    {
        LimitedConnector? platform = null;
        await using var desk = await FanOutScenario.OpenAsync(
            clock => platform = new LimitedConnector(clock, seed: 20_261_125));
        var teams = platform!;
        await desk.FillAsync(People, areChatsKnown);

        var began = desk.Now;
        await desk.RunAsync();

        var took = teams.LastCall - began;
        var ideal = TimeSpan.FromSeconds(teams.Calls / 50.0);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{People} people, chats known: {areChatsKnown}: {teams.Calls} calls, {teams.Throttled} throttled, "
            + $"{teams.Broken} broken, {teams.Posts.Values.Sum()} messages, {teams.Lost.Values.Sum()} "
            + $"answers lost, {took.TotalSeconds:0.0} s, {took / ideal:0.000} of calls ÷ 50/s"));
        Assert.Empty(desk.Errors);
        Assert.Empty(teams.Violations);
        Assert.Equal(People, teams.Posts.Count);
        Assert.All(teams.Posts, chat => Assert.InRange(chat.Value, 1, 1 + teams.Lost.GetValueOrDefault(chat.Key)));
        Assert.True(took <= (1.05 * ideal) + LastTries, $"{took} for {teams.Calls} calls");
    }
}
