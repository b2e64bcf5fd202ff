using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>What docs/guarantees.md calls true.</summary>
internal static class Expected
{
    /// <summary>
    /// Null when the card says what Tallyfy says: it asks while the task is open, and names verdict and person when it
    /// is done.
    /// </summary>
    public static string? Fault(JsonNode? card, Person reader, Completion? done)
    {
        var asks = CardWords.FindAction(card, "approve") is not null;
        var words = CardWords.Of(card);

        if (done is null)
            return asks ? null : $"asks no more while the task is open: {Start(words)}";

        if (asks)
            return "still asks although the task is done";

        var by = Person.All.Single(person => person.Member == done.Completer);
        string[] headlines = done.IsApproved
            ? [by == reader ? "✓ You approved" : $"✓ Approved by {by.Name}", $"✓ Approved in Tallyfy by {by.Name}"]
            : [by == reader ? "✗ You rejected" : $"✗ Rejected by {by.Name}", $"✗ Rejected in Tallyfy by {by.Name}"];

        return headlines.Any(headline => words.Contains(headline, StringComparison.Ordinal))
            ? null
            : $"does not say {headlines[0]}: {Start(words)}";
    }

    private static string Start(string words) => words.Length > 60 ? words[..60] : words;
}
