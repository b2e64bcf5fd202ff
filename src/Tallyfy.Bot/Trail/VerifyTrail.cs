using System.Globalization;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Whether the trail is what was sealed, and if not, where it parts from it. It goes on behind a break, so that each
/// is named.
/// </summary>
internal sealed class VerifyTrail(TrailStore trail, TrailHeadStore heads, TrailKeys keys)
{
    private const int MostFindings = 20;

    /// <param name="organization">Whose trail.</param>
    /// <param name="expected">A head that was seen before, as the log has it.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<TrailReport> ExecuteAsync(
        string organization, TrailMark? expected, CancellationToken cancellationToken)
    {
        // The head first: what is sealed meanwhile is behind it.
        var head = await heads.FindAsync(organization, cancellationToken);
        var checkpoint = await heads.FindCheckpointAsync(organization, cancellationToken);
        var walk = new Walk(keys, checkpoint ?? TrailHead.Begin(organization), expected);

        if (checkpoint is not null && !keys.IsSignedCheckpoint(checkpoint))
            walk.Find(Unsigned(checkpoint, $"the checkpoint at entry {checkpoint.Sequence}, which stands for what was pruned,"));

        await foreach (var entry in trail.ListSealedAsync(organization, walk.Start.Sequence, long.MaxValue, cancellationToken))
        {
            if (head is not null && entry.Sequence > head.Sequence && await IsSealedSinceAsync(head, cancellationToken))
                break;

            walk.Step(entry);

            if (walk.Findings.Count >= MostFindings)
                break;
        }

        if (walk.Findings.Count < MostFindings)
            walk.End(head, Unsigned);
        else
            walk.Find("these are the first; what is behind was not checked");

        return new TrailReport(
            organization,
            head,
            checkpoint,
            walk.Count,
            (await trail.CountAsync(organization, cancellationToken)).Waiting,
            walk.Findings);
    }

    private async Task<bool> IsSealedSinceAsync(TrailHead head, CancellationToken cancellationToken) =>
        await heads.FindAsync(head.Organization, cancellationToken) is { } now && now.Sequence > head.Sequence;

    private string Unsigned(TrailHead head, string what) => keys.Knows(head.KeyId)
        ? $"{what} was not signed with the key: somebody without it wrote it"
        : $"{what} is signed with the key {head.KeyId}, which is neither Trail:Key nor one of Trail:PreviousKeys";

    private sealed class Walk(TrailKeys keys, TrailHead start, TrailMark? expected)
    {
        private readonly List<string> findings = [];
        private long last = start.Sequence;
        private string mac = start.Mac;
        private TrailEntry? lastEntry;
        private bool hasMet = expected is null;

        public TrailHead Start => start;

        public long Count { get; private set; }

        public IReadOnlyList<string> Findings => findings;

        public void Find(string sentence) => findings.Add(sentence);

        public void Step(TrailEntry entry)
        {
            var sequence = entry.Sequence!.Value;

            if (sequence > last + 1)
                Find($"{Missing(last + 1, sequence - 1)} before {Name(entry)}");
            else if (FaultOf(entry, sequence) is { } fault)
                Find($"{Name(entry)} {fault}");

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
                Find($"{Missing(last + 1, head.Sequence)} at the end, sealed by {Instant(head.MovedAt)}; the last entry there is {LastName}");
            else if (head is not null && (head.Sequence < last || head.Mac != mac))
                Find($"the end is not what the head says: it names entry {head.Sequence}, the last entry there is {LastName}");

            CompareWithExpected();
        }

        private void CompareWithExpected()
        {
            if (expected is not { } mark)
                return;

            Meet(start.Sequence, start.Mac);

            if (hasMet)
                return;

            Find(mark.Sequence > last
                ? $"the head given is entry {mark.Sequence}, but the trail ends with {LastName}: entries at the end are missing"
                : mark.Sequence < start.Sequence
                    ? $"the head given, entry {mark.Sequence}, was pruned and cannot be compared: give a younger one"
                    : $"entry {mark.Sequence} is not the one that the head given names: the trail was sealed anew with the key, or another store is here");
        }

        private void Meet(long sequence, string seal) =>
            hasMet |= expected is { } mark && mark.Sequence == sequence && mark.Mac == seal;

        private string? FaultOf(TrailEntry entry, long sequence)
        {
            if (!keys.Knows(entry.KeyId))
                return $"is sealed with the key {entry.KeyId}, which is neither Trail:Key nor one of Trail:PreviousKeys";

            if (!entry.IsDigestTrue)
                return "was edited after it was written";

            if (!entry.IsPersonTrue)
                return "names another person than when it was written";

            return keys.SealOf(entry.KeyId, entry.Organization, sequence, mac, entry.Digest) == entry.Mac
                ? null
                : "was not sealed in this place behind the entry before it: one of the two was rewritten or moved";
        }

        private string LastName => lastEntry is null ? $"number {last}" : Name(lastEntry);

        private static string Missing(long first, long until) =>
            first == until ? $"entry {first} is missing" : $"entries {first} to {until} are missing";

        private static string Name(TrailEntry entry) => $"entry {entry.Sequence} ({entry.Kind}, {Instant(entry.HappenedAt)})";

        private static string Instant(long milliseconds) =>
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("u", CultureInfo.InvariantCulture);
    }
}

/// <summary>What a check found; no findings means that the trail is whole.</summary>
internal sealed record TrailReport(
    string Organization, TrailHead? Head, TrailHead? Checkpoint, long Count, long Waiting, IReadOnlyList<string> Findings)
{
    public bool IsWhole => Findings.Count == 0;
}
