namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// Puts U+FFFD where a text of a body holds NUL, which no store takes, or half a character, which is no text: a field's
/// limit cuts an emoji in two. Put in place, not left out: what is an id or a password with it must not become another
/// one.
/// </summary>
internal static class WholeText
{
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf("\\u"u8) < 0)
            return json;

        byte[] whole = [.. json.Span];

        // Backslashes stand in texts only, and each takes the character behind it along.
        for (var rest = whole.AsSpan(); rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            rest = rest[at..];
            var unit = UnitOf(rest);
            var isPair = unit is { } high && char.IsHighSurrogate(high)
                && UnitOf(rest[EscapeLength..]) is { } low && char.IsLowSurrogate(low);

            if (!isPair && unit is '\0' or (>= '\uD800' and <= '\uDFFF'))
                Replacement.CopyTo(rest);

            rest = rest[(isPair ? 2 * EscapeLength : Math.Min(rest.Length, 2))..];
        }

        return whole;
    }

    private static char? UnitOf(ReadOnlySpan<byte> text)
    {
        if (text.Length < EscapeLength || !text.StartsWith("\\u"u8))
            return null;

        var unit = 0;

        foreach (var digit in text[2..EscapeLength])
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return null;

            unit = unit * 16 + Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return (char)unit;
    }
}
