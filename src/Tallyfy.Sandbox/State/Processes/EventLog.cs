namespace Tallyfy.Sandbox.State.Processes;

internal sealed record LoggedEvent(int Id, SandboxEvent Event);

/// <summary>Everything that happened, in order. Whoever adds holds the state's gate: listeners are quick.</summary>
internal sealed class EventLog
{
    private readonly List<SandboxEvent> events = [];
    private readonly SortedList<DateOnly, List<LoggedEvent>> byDay = [];

    public event Action<SandboxEvent>? Added;

    public IReadOnlyList<SandboxEvent> All => events;

    public void Add(SandboxEvent happened)
    {
        events.Add(happened);
        File(new LoggedEvent(events.Count, happened));
        Added?.Invoke(happened);
    }

    /// <summary>The newest first; days that were not asked for are not touched.</summary>
    public IEnumerable<LoggedEvent> Newest(DateOnly from, DateOnly until)
    {
        for (var day = byDay.Count - 1; day >= 0 && byDay.Keys[day] >= from; day--)
        {
            if (byDay.Keys[day] > until)
                continue;
            for (var index = byDay.Values[day].Count - 1; index >= 0; index--)
                yield return byDay.Values[day][index];
        }
    }

    /// <summary>Nearly always at the end: only a seed tells of things out of order.</summary>
    private void File(LoggedEvent entry)
    {
        var day = DateOnly.FromDateTime(entry.Event.At.UtcDateTime);
        if (!byDay.TryGetValue(day, out var entries))
            byDay.Add(day, entries = []);

        var place = entries.Count;
        while (place > 0 && entries[place - 1].Event.At > entry.Event.At)
            place--;
        entries.Insert(place, entry);
    }
}
