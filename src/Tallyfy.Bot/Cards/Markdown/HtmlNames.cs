using AngleSharp.Html.Parser;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>What the elements of a description mean to a card.</summary>
internal static class HtmlNames
{
    public const string Link = "a";

    public const string Picture = "img";

    /// <summary>Of an address, or of the words for a picture; a longer one is no use to a card.</summary>
    public const int MaxAttributeLength = 1_000;

    public static bool IsBold(string name) =>
        name is "b" or "strong" or "th" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6";

    public static bool IsItalic(string name) => name is "i" or "em" or "cite";

    public static bool IsBlock(string name) => name is "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6"
        or "tr" or "table" or "caption" or "blockquote" or "pre" or "section" or "article" or "header" or "footer"
        or "figure" or "figcaption" or "hr" or "dl" or "dt" or "dd" or "address" or "details" or "summary"
        or "fieldset";

    /// <summary>It changes how the text in it or around it looks.</summary>
    public static bool IsShown(string name) => IsBold(name) || IsItalic(name) || IsBlock(name)
        || name is "ul" or "ol" or "menu" or "li" or "td" or "tbody" or "thead" or "tfoot" or "br" or Picture or Link;

    /// <summary>Where a link leads, and the words for a picture.</summary>
    public static bool IsRead(ReadOnlySpan<char> attribute) => attribute is "href" or "alt";

    /// <summary>What no card shows, with all that is in it.</summary>
    public static bool IsSkipped(string name) => IsUnseen(name) || name is "iframe" or "object" or "embed" or "svg"
        or "math" or "select" or "textarea" or "button" or "audio" or "video";

    /// <summary>What no browser shows either.</summary>
    public static bool IsUnseen(string name) => name is "script" or "style" or "template" or "noscript" or "title";

    /// <summary>What has no end tag.</summary>
    public static bool IsVoid(string name) => name is "br" or "hr" or "embed" or Picture;

    /// <summary>How what stands in it is read: in some there are no tags.</summary>
    public static HtmlParseMode ContentOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "noscript" or "iframe" or "noembed" or "noframes" or "xmp" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
