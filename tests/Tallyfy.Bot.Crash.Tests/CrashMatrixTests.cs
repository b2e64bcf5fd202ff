using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// The shipped build, killed from outside at every named point. Several lanes run beside each other; a row waits for
/// its own.
/// </summary>
public sealed class CrashMatrixTests
{
    private static readonly Lazy<
        IReadOnlyDictionary<(string Engine, Matter Matter, CrashPoint Point), Task<List<string>>>> Matrix =
        new(Start);

    public static TheoryData<string, Matter, CrashPoint> Rows
    {
        get
        {
            var rows = new TheoryData<string, Matter, CrashPoint>();

            foreach (var (engine, matter) in Lanes)
            {
                foreach (var point in CrashPoints.Of(matter, engine))
                    rows.Add($"{engine}", matter, point);
            }

            return rows;
        }
    }

    private static IEnumerable<(Engine Engine, Matter Matter)> Lanes =>
        Enum.GetValues<Engine>().SelectMany(engine => Enum.GetValues<Matter>().Select(matter => (engine, matter)));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Killed_here_it_decides_at_most_once_and_every_card_ends_true(
        string engine, Matter matter, CrashPoint point)
    {
        var faults = await Matrix.Value[(engine, matter, point)];

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static Dictionary<(string, Matter, CrashPoint), Task<List<string>>> Start()
    {
        var rows = new Dictionary<(string, Matter, CrashPoint), Task<List<string>>>();

        foreach (var (engine, matter) in Lanes)
        {
            var single = CrashPoints.Of(matter, engine).Where(point => !point.IsDouble()).Chunk(6);
            var twice = CrashPoints.Of(matter, engine).Where(point => point.IsDouble()).Chunk(2);

            foreach (var lane in single.Concat(twice))
            {
                var run = Task.Run(() => CrashLane.RunAsync(engine, matter, lane));

                foreach (var point in lane)
                    rows[($"{engine}", matter, point)] = PickAsync(run, point);
            }
        }

        return rows;
    }

    private static async Task<List<string>> PickAsync(
        Task<IReadOnlyDictionary<CrashPoint, List<string>>> lane, CrashPoint point) => (await lane)[point];
}
