namespace Tallyfy.Bot.Cards;

/// <summary>What an operator is told.</summary>
internal enum OperatorNews
{
    /// <summary>Tallyfy does not let the bot in any more.</summary>
    Refused,

    /// <summary>It does again; said to whoever was told that it did not.</summary>
    LetInAgain,

    /// <summary>The personal access token ends in two weeks.</summary>
    EndsSoon,

    /// <summary>It ends within a day.</summary>
    EndsTomorrow,
}
