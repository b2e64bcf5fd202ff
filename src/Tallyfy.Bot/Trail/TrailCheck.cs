using System.Globalization;

namespace Tallyfy.Bot.Trail;

/// <summary>One way through a trail, entry by entry, and what was found on it.</summary>
/// <param name="keys">What is checked with.</param>
/// <param name="start">Where the entries begin that are kept.</param>
/// <param name="seen">How far it was sealed once, as a log or a witness has it; none of them pruned.</param>
internal sealed class TrailCheck(TrailKeys keys, TrailHead start, IReadOnlyList<TrailMark> seen)
{
    private const int MostSuspects = 20;

    private readonly List<string> findings = [];
    private readonly List<TrailPart> parts = [];
    private readonly HashSet<string> lost = [];
    private readonly ChainDigest sum = new(start);
    private readonly ILookup<long, TrailMark> marks = seen.ToLookup(mark => mark.Sequence);

    // Of keys that are not here: a finding each, unless an entry further on says that the key is lost.
    private readonly List<(string Key, string Sentence)> suspects = [];

    // Null where entries are missing: from there on nobody knows the tree.
    private MerkleRange? tree = start.FindRange();
    private long last = start.Sequence;
    private TrailEntry? lastEntry;
    private long begun;

    public long Count { get; private set; }

    /// <summary>When the first entry that is kept happened; null where none is.</summary>
    public long? FirstAt { get; private set; }

    public IReadOnlyList<string> Findings => findings;

    /// <summary>Some are of a key that is not here, and nobody says that it is lost.</summary>
    public bool HasUnknownKeys => suspects.Count > 0;

    public IReadOnlyList<TrailPart> Parts => [.. parts.Select(part => part with { IsLost = lost.Contains(part.Key) })];

    public void Find(string sentence) => findings.Add(sentence);

    /// <summary>A finding, unless its key turns out to be known as lost.</summary>
    public void Suspect(string key, string sentence)
    {
        if (keys.Knows(key))
            Find(sentence);
        else if (suspects.Count(suspect => suspect.Key == key) < MostSuspects)
            suspects.Add((key, sentence));
    }

    /// <summary>Nobody said anything of what is still suspect.</summary>
    public void Settle(int most) => findings.AddRange(
        suspects.Select(suspect => suspect.Sentence).Take(Math.Max(0, most - findings.Count)));

    public void Step(TrailEntry entry)
    {
        if (last == start.Sequence && Count == 0)
            Meet(start.Sequence);

        var sequence = entry.Sequence!.Value;
        Count++;

        if (sequence <= last)
        {
            Find($"{Name(entry)} has a place that is taken, or that nothing can have");
            return;
        }

        if (sequence > last + 1)
        {
            Find($"{Missing(last + 1, sequence - 1)} before {Name(entry)}");
            tree = null;
        }

        Look(entry, sequence);
        FirstAt ??= entry.HappenedAt;
        sum.Add(entry);
        tree?.Add(entry.Leaf);
        Extend(sequence, TrailKeys.KeyOf(entry.Mac));
        (last, lastEntry) = (sequence, entry);
        Meet(sequence);
    }

    /// <summary>An entry that has no place yet.</summary>
    public void Wait(TrailEntry entry)
    {
        if (Edited(entry) is { } edited)
            Find($"{WaitingName(entry)} {edited}");
        else if (!keys.IsMacTrue(entry))
            Suspect(TrailKeys.KeyOf(entry.Mac), $"{WaitingName(entry)} {NotOurs(entry.Mac)}");
        else if (IsOlderThanTheTrail(entry))
            Find($"{WaitingName(entry)} {OlderThanTheTrail}");
    }

    public void End(TrailHead? head, Func<TrailHead, string, string> unsigned)
    {
        if (Count == 0)
            Meet(start.Sequence);

        if (head is null && last > 0)
            Find($"the head is missing, which says how far the trail goes; the last entry there is {LastName}");
        else if (head is not null && !keys.IsSignedHead(head))
            Find(unsigned(head, $"the head at entry {head.Sequence}"));
        else if (head is not null && head.Sequence > last)
            Find(
                $"{Missing(last + 1, head.Sequence)} at the end, sealed by {Instant(head.At)}; the last "
                + $"entry there is {LastName}");
        else if (head is not null && head.Sequence < last)
            Find(
                $"the end is not what the head says: it names entry {head.Sequence}, the last entry there is "
                + $"{LastName}; somebody put an earlier head back, or wrote entries behind it");
        else if (head is not null && head.FindRange() is null)
            Find("the peaks of the head do not give the root that was signed");
        else if (head is not null && findings.Count == 0 && head.Root != tree?.Root)
            Find("the entries do not give the root of the head: some were exchanged for others that the bot wrote");

        foreach (var mark in seen.Where(mark => mark.Sequence > last))
            Find(
                $"the head that was seen is entry {mark.Sequence}, but the trail ends with {LastName}: entries at the "
                + "end are missing");
    }

    private void Look(TrailEntry entry, long sequence)
    {
        if (sequence == 1)
            Begin(entry);

        if (Edited(entry) is { } edited)
            Find($"{Name(entry)} {edited}");
        else if (!keys.IsMacTrue(entry))
            Suspect(TrailKeys.KeyOf(entry.Mac), $"{Name(entry)} {NotOurs(entry.Mac)}");
        else if (IsOlderThanTheTrail(entry))
            Find($"{Name(entry)} {OlderThanTheTrail}");
        else if (!keys.IsSealTrue(entry))
            Suspect(
                TrailKeys.KeyOf(entry.Seal),
                $"{Name(entry)} was not given this place by the bot: it was moved, or written anew");

        if (entry.Kind == nameof(TrailKind.KeyLost) && keys.IsMacTrue(entry))
            Excuse(entry);
    }

    private void Begin(TrailEntry entry)
    {
        if (entry.Kind == nameof(TrailKind.KeyUsed))
            begun = entry.HappenedAt;
        else
            Find($"{Name(entry)} is not the beginning of a trail, which names its first key");
    }

    private bool IsOlderThanTheTrail(TrailEntry entry) =>
        entry.HappenedAt < begun - (long)SealTrail.Slack.TotalMilliseconds;

    // Written by somebody who has the key: what it says is true, whatever is missing in between.
    private void Excuse(TrailEntry entry)
    {
        if (KeyLoss.FromJson(entry.Answer) is not { } said || !entry.IsDigestTrue)
            return;

        if (said.Sequence != entry.Sequence - 1 || said.Digest != sum.Value)
            Find(
                $"what is before {Name(entry)} is not what was there when the lost key was replaced: entries were "
                + "edited or removed since");

        suspects.RemoveAll(suspect => said.Keys.Contains(suspect.Key));
        lost.UnionWith(said.Keys.Where(key => !keys.Knows(key)));
    }

    private void Extend(long sequence, string key)
    {
        if (parts is [.., var current] && current.Key == key)
            parts[^1] = current with { Last = sequence };
        else
            parts.Add(new TrailPart(sequence, sequence, key));
    }

    private void Meet(long sequence)
    {
        foreach (var mark in marks[sequence].Where(mark => tree is not null && tree.Root != mark.Root))
            Find(
                $"up to entry {mark.Sequence} the trail is not the one of the head that was seen: it was sealed anew, "
                + "or another store is here");
    }

    // For this nobody needs a key.
    private static string? Edited(TrailEntry entry)
    {
        if (!entry.IsDigestTrue)
            return "was edited after it was written";

        return entry.IsPersonTrue ? null : "names another person than when it was written";
    }

    private string NotOurs(string mac) => keys.Knows(TrailKeys.KeyOf(mac))
        ? "was not written by the bot: whoever wrote it did not have the key"
        : $"is of the key {TrailKeys.KeyOf(mac)}, which is neither Trail:Key nor one of Trail:PreviousKeys";

    private const string OlderThanTheTrail =
        "is older than the beginning of the trail: what was before was removed, and the trail begun anew";

    private string LastName => lastEntry is null ? $"number {last}" : Name(lastEntry);

    private static string Missing(long first, long until) =>
        first == until ? $"entry {first} is missing" : $"entries {first} to {until} are missing";

    private static string WaitingName(TrailEntry entry) =>
        $"an entry that waits for its place ({entry.Kind}, {Instant(entry.At)})";

    private static string Name(TrailEntry entry) =>
        $"entry {entry.Sequence} ({entry.Kind}, {Instant(entry.At)})";

    private static string Instant(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}

/// <summary>Entries of one key.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last.</param>
/// <param name="Key">The key's fingerprint.</param>
internal sealed record TrailPart(long First, long Last, string Key)
{
    /// <summary>
    /// Nobody can check their MACs any more; that nothing of them changed since the key was replaced is checked.
    /// </summary>
    public bool IsLost { get; init; }

    public override string ToString() =>
        $"{(First == Last ? $"entry {First}" : $"entries {First} to {Last}")}: of the key "
        + $"{Key}{(IsLost ? ", which is lost: checked only against what was there when it was replaced" : "")}";
}
