using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Operators;

/// <summary>
/// Says why an organization cannot be read: once for each cause, again while it lasts, less and less often, and once
/// when it is over.
/// </summary>
internal sealed partial class TallyfyOutages(TimeProvider time, ILogger<TallyfyOutages> logger)
{
    private static readonly TimeSpan SoonestAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LatestAgain = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Outage> outages = [];

    /// <summary>What is known, in a sentence; null while nothing is wrong.</summary>
    public string? Find(Organization organization)
    {
        lock (gate)
            return outages.GetValueOrDefault(organization.Id)?.Words;
    }

    /// <summary>A single task may be at fault for what a hint meets, so a hint begins and ends nothing.</summary>
    public void Fail(Organization organization, TallyfyReader reader, TallyfyException e)
    {
        string words;

        lock (gate)
        {
            var now = time.GetUtcNow();

            if (!outages.TryGetValue(organization.Id, out var outage))
            {
                if (reader is TallyfyReader.Hint)
                    return;

                outages[organization.Id] = outage = new Outage(now);
            }

            if (!outage.Count(reader, e.Kind, now))
                return;

            words = outage.Words = AccessWords.Unread(organization, e, now - outage.Began, outage.Tries);
        }

        LogUnread(words);
    }

    /// <summary>It is over when all that met it have read again.</summary>
    public void End(Organization organization, TallyfyReader reader)
    {
        Outage? ended;

        lock (gate)
        {
            if (!outages.TryGetValue(organization.Id, out ended) || !ended.EndFor(reader))
                return;

            outages.Remove(organization.Id);
        }

        LogReadAgain(organization.Id, AccessWords.HowLong(time.GetUtcNow() - ended.Began), ended.Tries);
    }

    [LoggerMessage(LogLevel.Warning, "{Why}")]
    private partial void LogUnread(string why);

    [LoggerMessage(
        LogLevel.Information,
        "Tallyfy can be read again for organization {Organization}, after {Time} ({Tries} tries)")]
    private partial void LogReadAgain(string organization, string time, int tries);

    private sealed class Outage(DateTimeOffset began)
    {
        private readonly HashSet<TallyfyReader> readers = [];
        private readonly Dictionary<TallyfyErrorKind, DateTimeOffset> again = [];

        public DateTimeOffset Began => began;

        public int Tries { get; private set; }

        public string? Words { get; set; }

        /// <summary>Whether it is time to say it.</summary>
        public bool Count(TallyfyReader reader, TallyfyErrorKind kind, DateTimeOffset now)
        {
            Tries++;

            if (reader is not TallyfyReader.Hint)
                readers.Add(reader);

            if (again.TryGetValue(kind, out var at) && now < at)
                return false;

            var pause = now - began;
            again[kind] = now + (pause < SoonestAgain ? SoonestAgain : pause > LatestAgain ? LatestAgain : pause);
            return true;
        }

        public bool EndFor(TallyfyReader reader) => readers.Remove(reader) && readers.Count == 0;
    }
}
