using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// Takes off what a client wraps around a person's words: HTML, what they quote, the mention of whom they write to,
/// signs that nobody sees. Clients differ in which of it they send, whatever the text's format says.
/// </summary>
internal static partial class MessageText
{
    /// <summary>What is longer is read up to here.</summary>
    private const int MostRead = 8_000;

    private const int DeepestQuote = 8;

    // Letters by their category, and nothing to be seen: fillers of Hangul and Braille, a joiner of marks.
    private static readonly int[] Fillers = [0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    public static string Read(Activity activity)
    {
        var text = activity.Text ?? "";
        text = WithoutQuotes(text.Length > MostRead ? text[..MostRead] : text);
        text = WithoutMentions(text, activity);
        text = Tag().Replace(Break().Replace(text, "\n"), "");
        text = Visible(WebUtility.HtmlDecode(text));
        return WithoutQuotedLines(WithoutPreviews(text, activity.Entities));
    }

    // From the innermost on: a quote may hold another one, and the reply may stand between two.
    private static string WithoutQuotes(string text)
    {
        for (var depth = 0; depth < DeepestQuote && Quote().IsMatch(text); depth++)
            text = Quote().Replace(text, "\n");

        return text;
    }

    private static string WithoutMentions(string text, Activity activity)
    {
        List<JsonElement> own =
        [
            .. activity.Entities.Where(entity => SenderPlace.Member(entity, "type") == "mention"
                && entity.TryGetProperty("mentioned", out var mentioned)
                && SenderPlace.Member(mentioned, "id") is { } id && id == activity.Recipient?.Id),
        ];

        foreach (var entity in own)
        {
            if (SenderPlace.Member(entity, "text") is { Length: > 0 } mention)
                text = text.Replace(mention, " ", StringComparison.OrdinalIgnoreCase);
        }

        // One client leaves the text of a mention out, another writes its name in another way.
        string?[] names =
        [
            activity.Recipient?.Name,
            .. own.Select(entity => SenderPlace.Member(entity.GetProperty("mentioned"), "name")),
        ];
        return Mention().Replace(text, match =>
        {
            var name = WebUtility.HtmlDecode(match.Groups["name"].Value).Trim();
            return names.Contains(name, StringComparer.OrdinalIgnoreCase) ? " " : $" {name} ";
        });
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);

        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' || !(Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsUnseen(rune)))
                visible.Append(rune);
            else if (!IsUnseen(rune) && (visible.Length == 0 || visible[^1] != ' '))
                visible.Append(' ');
        }

        return visible.ToString();
    }

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format || Fillers.Contains(rune.Value);

    // Some clients put what is replied to before the reply.
    private static string WithoutPreviews(string text, IReadOnlyList<JsonElement> entities)
    {
        foreach (var entity in entities.Where(entity => SenderPlace.Member(entity, "type") == "quotedReply"))
        {
            if (entity.TryGetProperty("quotedReply", out var quoted)
                && SenderPlace.Member(quoted, "preview")?.Trim() is { Length: > 0 } preview
                && text.TrimStart() is { } whole
                && whole.StartsWith(preview, StringComparison.Ordinal)
                && whole[preview.Length..] is var reply
                && !string.IsNullOrWhiteSpace(reply))
                text = reply;
        }

        return text;
    }

    private static string WithoutQuotedLines(string text)
    {
        var own = string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('>')));
        return (string.IsNullOrWhiteSpace(own) ? text : own).Trim();
    }

    [GeneratedRegex(
        @"<quoted\b[^>]*/>|<(?<tag>quoted|blockquote)\b[^>]*>(?:(?!<(?:quoted|blockquote)\b).)*?</\k<tag>\s*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Quote();

    [GeneratedRegex(
        @"<at\b[^>]*>(?<name>[^<]*)</at\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"<br\b[^>]*>|</(?:p|div|li|h[1-6]|tr|ul|ol)\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Break();

    [GeneratedRegex("</?[A-Za-z][^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
