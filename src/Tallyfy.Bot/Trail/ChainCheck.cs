using System.Globalization;

namespace Tallyfy.Bot.Trail;

/// <summary>One way through a trail, entry by entry, and what was found on it.</summary>
internal sealed class ChainCheck(TrailKeys keys, TrailHead start, TrailMark? expected)
{
    private const int MostSuspects = 20;

    private readonly List<string> findings = [];
    private readonly List<TrailPart> parts = [];
    private readonly HashSet<string> lost = [];
    private readonly ChainDigest sum = new(start);

    // Of keys that are not here: a finding each, unless an entry further on says that the key is lost.
    private readonly List<(string? Key, string Sentence)> suspects = [];

    private long last = start.Sequence;
    private string mac = start.Mac;
    private TrailEntry? lastEntry;
    private bool hasMet = expected is null;

    public TrailHead Start => start;

    public long Count { get; private set; }

    public IReadOnlyList<string> Findings => findings;

    /// <summary>Some are sealed with a key that is not here, and nobody says that it is lost.</summary>
    public bool HasUnknownKeys => suspects.Count > 0;

    public IReadOnlyList<TrailPart> Parts => [.. parts.Select(part => part with { IsLost = lost.Contains(part.Key) })];

    public void Find(string sentence) => findings.Add(sentence);

    /// <summary>A finding, unless its key turns out to be known as lost.</summary>
    public void Suspect(string? key, string sentence)
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
        var sequence = entry.Sequence!.Value;

        if (sequence > last + 1)
            Find($"{Missing(last + 1, sequence - 1)} before {Name(entry)}");
        else if (FaultOf(entry, sequence) is { } fault)
            Find($"{Name(entry)} {fault}");

        if (!keys.Knows(entry.KeyId))
            Suspect(
                entry.KeyId,
                $"{Name(entry)} is sealed with the key {entry.KeyId}, which is neither Trail:Key nor one of "
                + "Trail:PreviousKeys");
        else if (entry.Kind == nameof(TrailKind.KeyLost))
            Excuse(entry);

        sum.Add(entry);
        Extend(sequence, entry.KeyId ?? "");
        Meet(sequence, entry.Mac ?? "");
        (last, mac, lastEntry) = (sequence, entry.Mac ?? "", entry);
        Count++;
    }

    public void End(TrailHead? head, Func<TrailHead, string, string> unsigned)
    {
        if (head is null && last > 0)
            Find($"the head is missing, which says how far the trail goes; the last entry there is {LastName}");
        else if (head is not null && !keys.IsSignedHead(head))
            Find(unsigned(head, $"the head at entry {head.Sequence}"));
        else if (head is not null && head.Sequence > last)
            Find(
                $"{Missing(last + 1, head.Sequence)} at the end, sealed by {Instant(head.MovedAt)}; the last "
                + $"entry there is {LastName}");
        else if (head is not null && (head.Sequence < last || head.Mac != mac))
            Find(
                $"the end is not what the head says: it names entry {head.Sequence}, the last entry there is "
                + $"{LastName}");

        CompareWithExpected();
    }

    // Sealed behind the head it names: whoever wrote it has the key, whatever is missing in between.
    private void Excuse(TrailEntry entry)
    {
        var sequence = entry.Sequence!.Value;

        if (KeyLoss.FromJson(entry.Answer) is not { } said
            || !entry.IsDigestTrue
            || keys.SealOf(entry.KeyId, entry.Organization, sequence, said.Mac, entry.Digest) != entry.Mac)
            return;

        if (said.Sequence != sequence - 1 || said.Digest != sum.Value)
            Find(
                $"what is before {Name(entry)} is not what was there when the lost key was replaced: entries were "
                + "edited or removed since");

        suspects.RemoveAll(suspect => suspect.Key is { } key && said.Keys.Contains(key));
        lost.UnionWith(said.Keys.Where(key => !keys.Knows(key)));
    }

    private void Extend(long sequence, string key)
    {
        if (parts is [.., var current] && current.Key == key)
            parts[^1] = current with { Last = sequence };
        else
            parts.Add(new TrailPart(sequence, sequence, key));
    }

    private void CompareWithExpected()
    {
        if (expected is not { } mark)
            return;

        Meet(start.Sequence, start.Mac);

        if (hasMet)
            return;

        Find(mark.Sequence > last
            ? $"the head given is entry {mark.Sequence}, but the trail ends with {LastName}: entries at the end "
                + "are missing"
            : mark.Sequence < start.Sequence
                ? $"the head given, entry {mark.Sequence}, was pruned and cannot be compared: give a younger one"
                : $"entry {mark.Sequence} is not the one that the head given names: the trail was sealed anew "
                    + "with the key, or another store is here");
    }

    private void Meet(long sequence, string seal) =>
        hasMet |= expected is { } mark && mark.Sequence == sequence && mark.Mac == seal;

    private string? FaultOf(TrailEntry entry, long sequence)
    {
        if (!entry.IsDigestTrue)
            return "was edited after it was written";

        if (!entry.IsPersonTrue)
            return "names another person than when it was written";

        return !keys.Knows(entry.KeyId)
            || keys.SealOf(entry.KeyId, entry.Organization, sequence, mac, entry.Digest) == entry.Mac
            ? null
            : "was not sealed in this place behind the entry before it: one of the two was rewritten or moved";
    }

    private string LastName => lastEntry is null ? $"number {last}" : Name(lastEntry);

    private static string Missing(long first, long until) =>
        first == until ? $"entry {first} is missing" : $"entries {first} to {until} are missing";

    private static string Name(TrailEntry entry) =>
        $"entry {entry.Sequence} ({entry.Kind}, {Instant(entry.HappenedAt)})";

    private static string Instant(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("u", CultureInfo.InvariantCulture);
}

/// <summary>Entries that one key sealed.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last.</param>
/// <param name="Key">The key's fingerprint.</param>
internal sealed record TrailPart(long First, long Last, string Key)
{
    /// <summary>
    /// Nobody can check their seals any more; that nothing of them changed since the key was replaced is checked.
    /// </summary>
    public bool IsLost { get; init; }

    public override string ToString() =>
        $"{(First == Last ? $"entry {First}" : $"entries {First} to {Last}")}: sealed with the key "
        + $"{Key}{(IsLost ? ", which is lost: checked only against what was there when it was replaced" : "")}";
}
