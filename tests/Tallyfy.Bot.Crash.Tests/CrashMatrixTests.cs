using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>The shipped build, killed from outside at every named point. All lanes run beside each other; a row waits for its own.</summary>
public sealed class CrashMatrixTests
{
    private static readonly Lazy<IReadOnlyDictionary<(string Engine, CrashPoint Point), Task<List<string>>>> Matrix = new(Start);

    public static TheoryData<string, CrashPoint> Rows
    {
        get
        {
            var rows = new TheoryData<string, CrashPoint>();

            foreach (var engine in Enum.GetValues<Engine>())
            {
                foreach (var point in PointsOf(engine))
                    rows.Add($"{engine}", point);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Killed_here_it_decides_at_most_once_and_every_card_ends_true(string engine, CrashPoint point)
    {
        var faults = await Matrix.Value[(engine, point)];

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static IEnumerable<CrashPoint> PointsOf(Engine engine) =>
        CrashPoints.All.Where(point => engine is Engine.Postgres || !point.NeedsServer());

    private static Dictionary<(string, CrashPoint), Task<List<string>>> Start()
    {
        var rows = new Dictionary<(string, CrashPoint), Task<List<string>>>();

        foreach (var engine in Enum.GetValues<Engine>())
        {
            var single = PointsOf(engine).Where(point => !point.IsDouble()).Chunk(6);
            var twice = PointsOf(engine).Where(point => point.IsDouble()).Chunk(2);

            foreach (var lane in single.Concat(twice))
            {
                var run = Task.Run(() => CrashLane.RunAsync(engine, lane));

                foreach (var point in lane)
                    rows[($"{engine}", point)] = PickAsync(run, point);
            }
        }

        return rows;
    }

    private static async Task<List<string>> PickAsync(
        Task<IReadOnlyDictionary<CrashPoint, List<string>>> lane, CrashPoint point) => (await lane)[point];
}
