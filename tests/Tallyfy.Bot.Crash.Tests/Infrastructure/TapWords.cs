namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>What a tap was answered with, and after how long.</summary>
internal sealed record TapWords(string Words, TimeSpan Took)
{
    /// <summary>The time after which a tap is answered at the latest, as the desks' bots have it.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4);

    /// <summary>Nothing came of it, and the card can be tapped again.</summary>
    public bool RecordedNothing => Words.Contains("nothing was recorded", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// On a loaded machine a tap may have to be answered before its end is known: then, and only then, the words may
    /// be that.
    /// </summary>
    public void Say(string expected) =>
        Assert.Matches(Took < AnswerWithin ? expected : $"{expected}|could not confirm", Words);
}
