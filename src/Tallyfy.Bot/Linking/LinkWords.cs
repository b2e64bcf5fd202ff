namespace Tallyfy.Bot.Linking;

/// <summary>What people write in this conversation. What is not a word of it belongs to somebody else.</summary>
internal enum LinkWord
{
    Link,
    Unlink,
    WhoAmI,
    Yes,
    No,
    Code,
}

internal static class LinkWords
{
    public const string Link = "link";
    public const string Unlink = "unlink";
    public const string WhoAmI = "whoami";

    /// <summary>Whether they can be an answer, at some stage.</summary>
    public static bool MayAnswer(string text) =>
        Array.Exists(Enum.GetValues<LinkStage>(), stage => Read(text, stage) is not null);

    public static bool IsUnderWay(LinkStage stage) => stage is not (LinkStage.Idle or LinkStage.Declined);

    /// <summary>A code is one only while one is awaited; yes and no mean something only after a question.</summary>
    public static LinkWord? Read(string text, LinkStage stage)
    {
        var isUnderWay = IsUnderWay(stage);

        return text.Trim().TrimEnd('.', '!', '?').ToUpperInvariant() switch
        {
            "LINK" or "START" or "START AGAIN" => LinkWord.Link,
            "UNLINK" => LinkWord.Unlink,
            "WHOAMI" or "WHO AM I" => LinkWord.WhoAmI,
            "YES" or "Y" when isUnderWay => LinkWord.Yes,
            "NO" or "N" or "CANCEL" or "STOP" when isUnderWay => LinkWord.No,
            _ when stage is LinkStage.AwaitingCode or LinkStage.Barred
                && LinkCode.Read(text) is not null => LinkWord.Code,
            _ => null,
        };
    }
}
