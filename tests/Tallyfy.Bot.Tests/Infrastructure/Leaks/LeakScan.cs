using System.Text;

namespace Tallyfy.Bot.Tests.Infrastructure.Leaks;

/// <summary>
/// Everything one bot lets out by its side doors, looked through for what must not be seen. Read in pages, so that a
/// long story costs no memory.
/// </summary>
internal sealed class LeakScan(Forbidden forbidden)
{
    private const int Page = 256 * 1024;
    private const int MostLeaks = 40;

    private readonly Lock gate = new();
    private readonly Dictionary<LeakChannel, StringBuilder> unread =
        Enum.GetValues<LeakChannel>().ToDictionary(channel => channel, _ => new StringBuilder());

    private readonly HashSet<string> known = [];
    private readonly List<Leak> leaks = [];

    public void Note(LeakChannel channel, string text)
    {
        lock (gate)
        {
            var page = unread[channel].Append(text).Append('\n');

            if (page.Length > Page)
                Read(channel);
        }
    }

    /// <summary>The same where most is said again and again.</summary>
    public void NoteOnce(LeakChannel channel, string text)
    {
        lock (gate)
        {
            if (known.Add(text))
                Note(channel, text);
        }
    }

    /// <summary>What was found since the last time.</summary>
    public IReadOnlyList<Leak> Take()
    {
        lock (gate)
        {
            foreach (var channel in unread.Keys)
                Read(channel);

            List<Leak> found = [.. leaks.Distinct()];
            leaks.Clear();
            return found;
        }
    }

    private void Read(LeakChannel channel)
    {
        var page = unread[channel].ToString();
        unread[channel].Clear();

        if (forbidden.FindIn(page).Count == 0)
            return;

        leaks.AddRange(page.Split('\n')
            .SelectMany(line => forbidden.FindIn(line).Select(kind => new Leak(channel, kind, line)))
            .Take(Math.Max(0, MostLeaks - leaks.Count)));
    }
}
