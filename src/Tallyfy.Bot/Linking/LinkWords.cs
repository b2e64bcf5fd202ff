using Tallyfy.Bot.Hearing;

namespace Tallyfy.Bot.Linking;

/// <summary>What people write in this conversation. What is not a word of it belongs to somebody else.</summary>
internal enum LinkWord
{
    Link,

    /// <summary>By a new code, where one waits to be typed.</summary>
    LinkAnew,

    Unlink,
    WhoAmI,
    Yes,
    No,
    Code,

    /// <summary>Something else, while a question is open: it is answered with the question.</summary>
    Other,
}

internal static class LinkWords
{
    /// <summary>Whether they can be an answer, at some stage.</summary>
    public static bool MayAnswer(HeardWords said) =>
        Array.Exists(Enum.GetValues<LinkStage>(), stage => IsAnswer(said, stage));

    /// <summary>Whether they certainly answer what is asked at this stage, where others may be meant as well.</summary>
    public static bool IsAnswer(HeardWords said, LinkStage stage) =>
        IsUnderWay(stage)
        && Read(said, stage) is LinkWord.Yes or LinkWord.No or LinkWord.Code or LinkWord.LinkAnew;

    /// <summary>Something is asked, or barred.</summary>
    public static bool IsUnderWay(LinkStage stage) => stage is not (LinkStage.Idle or LinkStage.Declined);

    /// <summary>A code is one only while one is awaited; yes and no mean something only after a question.</summary>
    public static LinkWord? Read(HeardWords said, LinkStage stage) => said.Wish switch
    {
        Wish.Link => LinkWord.Link,
        Wish.LinkAnew => LinkWord.LinkAnew,
        Wish.Unlink => LinkWord.Unlink,
        Wish.WhoAmI => LinkWord.WhoAmI,
        _ when !IsUnderWay(stage) => null,
        Wish.Yes => LinkWord.Yes,
        Wish.No => LinkWord.No,
        _ when stage is LinkStage.AwaitingCode or LinkStage.Barred && said.FindCode(LinkCode.Length) is not null =>
            LinkWord.Code,
        _ => LinkWord.Other,
    };
}
