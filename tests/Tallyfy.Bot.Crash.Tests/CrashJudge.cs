using System.Text.Json.Nodes;
using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// Holds what is at rest after the crashes against what docs/guarantees.md promises, and goes on where people can:
/// what a crash left undecided is decided, what was taken back is decided anew.
/// </summary>
internal sealed class CrashJudge(
    Scenario desk, Matter matter, IReadOnlyList<Person> people, IReadOnlyList<CrashSubject> subjects)
{
    private const int MostTaps = 3;
    private const string Confirmed = "✓ You approved";
    private const string NotConfirmed = "Tallyfy never confirmed your decision";

    // An outbox row whose sender died is taken again after a minute, and a copy that may be there waits longer.
    private static readonly TimeSpan ForRest = TimeSpan.FromSeconds(240);

    public async Task ExecuteAsync()
    {
        await RestAsync();

        foreach (var (subject, facts) in await LookAsync())
            await JudgeAsync(subject, facts, isLater: false);

        foreach (var (subject, facts) in await LookAsync())
            await GoOnAsync(subject, facts);

        await RestAsync();

        foreach (var (subject, facts) in await LookAsync())
            await JudgeAsync(subject, facts, isLater: true);
    }

    private async Task RestAsync()
    {
        if (await Eventually.UntilAsync(desk.Store.IsAtRestAsync, ForRest))
            return;

        var unrest = string.Join("; ", await desk.Store.UnrestAsync());

        foreach (var subject in subjects)
            subject.Faults.Add($"its desk did not come to rest: {unrest}");
    }

    private async Task<IReadOnlyList<(CrashSubject Subject, Facts Facts)>> LookAsync()
    {
        var completions = await desk.CompletionsAsync();
        var reopenings = await desk.ReopeningsAsync();
        var reachable = (await desk.Store.ReachableAsync()).ToHashSet();

        return
        [
            .. subjects.Select(subject => (subject, new Facts(
                [.. completions[subject.Task]], reopenings.Count(task => task == subject.Task), reachable))),
        ];
    }

    private async Task JudgeAsync(CrashSubject subject, Facts facts, bool isLater)
    {
        await (matter switch
        {
            Matter.Ordinary => JudgeOrdinaryAsync(subject, facts, isLater),
            Matter.Everyone => JudgeEveryoneAsync(subject, facts, isLater),
            _ => JudgeUndoAsync(subject, facts, isLater),
        });

        foreach (var person in people)
        {
            var cards = desk.Teams.About(subject.Title);

            if (!cards.Any(card => card.Reader == person && facts.Reachable.Contains(card.Id)))
                subject.Faults.Add($"{person.Name} has no card that can be reached");
        }
    }

    private async Task JudgeOrdinaryAsync(CrashSubject subject, Facts facts, bool isLater)
    {
        Expect(
            subject, "completions", isLater || !subject.Point.IsBeforeClaim(matter) ? 1 : 0, facts.Completions.Count);

        if (facts.Completions.Any(one => one.Completer != Person.Alex.Member || !one.IsApproved))
            subject.Faults.Add("completed by somebody else, or otherwise");

        await ForEachCardAsync(subject, facts, (reader, card) => Expected.Fault(card, reader, facts.First));
    }

    private async Task JudgeEveryoneAsync(CrashSubject subject, Facts facts, bool isLater)
    {
        var isOpen = facts.Completions.DistinctBy(one => one.Completer).Count() < people.Count;

        foreach (var person in people)
        {
            var count = facts.Completions.Count(one => one.Completer == person.Member);

            if (person != Person.Alex || subject.Point.IsBeforeClaim(matter))
                Expect(subject, $"completions of {person.Name}", isLater ? 1 : 0, count);
            else if (subject.Point is not CrashPoint.ClaimStored)
                Expect(subject, $"completions of {person.Name}", subject.Point.IsBeforeEffect() ? 0 : 1, count);
            else if (count > 1)
                subject.Faults.Add($"{count} completions of {person.Name}");
        }

        await ForEachCardAsync(subject, facts, (reader, card) => (isOpen, facts.Has(reader)) switch
        {
            (false, _) => Says(card, "✓ Approved"),
            _ when reader == Person.Alex && subject.Point.MayLoseVote() =>
                Says(card, Confirmed) is null ? null : Says(card, NotConfirmed),
            (true, true) when reader == Person.Alex && subject.Point.LosesVote() => Says(card, NotConfirmed),
            (true, true) => Says(card, Confirmed),
            _ when reader == Person.Alex && !subject.Point.IsBeforeClaim(matter) => Says(card, NotConfirmed),
            _ => Says(card, null),
        });
    }

    private async Task JudgeUndoAsync(CrashSubject subject, Facts facts, bool isLater)
    {
        var isUndone = isLater || !subject.Point.IsBeforeClaim(matter);
        Expect(subject, "reopenings", isUndone ? 1 : 0, facts.Reopenings);
        Expect(
            subject, "completions", isLater && !subject.Point.IsBeforeClaim(matter) ? 2 : 1, facts.Completions.Count);
        var last = facts.Completions.Count > 1 ? facts.Completions[^1] : null;

        foreach (var person in people)
        {
            var cards = desk.Teams.About(subject.Title)
                .Where(card => card.Reader == person && facts.Reachable.Contains(card.Id)).ToList();

            if (isUndone)
                Expect(
                    subject, $"cards of {person.Name} that ask", last is null ? 1 : 0, cards.Count(card => card.Asks));
        }

        // The first asking's cards say that it was taken back; the second's say what it became.
        await ForEachCardAsync(subject, facts, (reader, card) =>
            !isUndone ? Expected.Fault(card, reader, facts.First)
            : Says(card, "Approval taken back by Alex Wilber") is null ? null
            : Expected.Fault(card, reader, last));
    }

    /// <summary>People tap whatever copy is oldest, and again where they are told that nothing was recorded.</summary>
    private async Task GoOnAsync(CrashSubject subject, Facts facts)
    {
        var isUndecided = subject.Point.IsBeforeClaim(matter);

        if (matter is Matter.Undo && isUndecided)
        {
            await TapUntilAsync(
                subject,
                card => card.OffersUndo,
                "undo",
                async () => (await desk.ReopeningsAsync()).Contains(subject.Task));
            return;
        }

        IReadOnlyList<Person> seers = matter is Matter.Undo ? [Person.Megan]
            : isUndecided && matter is Matter.Ordinary ? [Person.Alex]
            : people;

        foreach (var person in seers)
        {
            if (!facts.Has(person))
                await TapUntilAsync(
                    subject,
                    card => card.Reader == person && card.Asks,
                    "approve",
                    async () => (await desk.CompletionsAsync())[subject.Task].Any(
                        one => one.Completer == person.Member));
        }
    }

    private async Task TapUntilAsync(
        CrashSubject subject, Func<ChatMessage, bool> isTapped, string verb, Func<Task<bool>> isSo)
    {
        for (var attempt = 0; attempt < MostTaps && !await isSo(); attempt++)
        {
            if (desk.Teams.About(subject.Title).FirstOrDefault(isTapped) is { } card)
                await desk.TapAsync(0, card, verb, verb == "undo" ? "Too early" : null);
        }
    }

    private async Task ForEachCardAsync(CrashSubject subject, Facts facts, Func<Person, JsonNode?, string?> fault)
    {
        foreach (var card in desk.Teams.About(subject.Title))
        {
            var isReachable = facts.Reachable.Contains(card.Id);
            var shown = isReachable ? card.Card : await desk.RefreshAsync(0, card);

            if (fault(card.Reader, shown) is { } found)
                subject.Faults.Add(
                    $"{(isReachable ? "card" : "unreachable copy, refreshed,")} {card.Id} of {card.Reader.Name} "
                    + $"{found}");
        }
    }

    /// <summary>Null when the card says so and asks nothing; null words: when it asks.</summary>
    private static string? Says(JsonNode? card, string? words)
    {
        var asks = CardWords.FindAction(card, "approve") is not null;
        var all = CardWords.Of(card);
        var start = all.Length > 60 ? all[..60] : all;

        if (words is null)
            return asks ? null : $"does not ask: {start}";

        return !asks && all.Contains(words, StringComparison.Ordinal) ? null : $"does not say {words}: {start}";
    }

    private static void Expect(CrashSubject subject, string what, int expected, int found)
    {
        if (found != expected)
            subject.Faults.Add($"{found} {what}, not {expected}");
    }

    /// <summary>What Tallyfy has of one task, in its order, and which messages the bot can change.</summary>
    private sealed record Facts(IReadOnlyList<Completion> Completions, int Reopenings, HashSet<string> Reachable)
    {
        public Completion? First => Completions is [var first, ..] ? first : null;

        public bool Has(Person person) => Completions.Any(one => one.Completer == person.Member);
    }
}
