using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Tallyfy.Client.Json;

/// <summary>Makes the texts of a body whole before any of them is read: nothing in them is no text.</summary>
internal static class WholeText
{
    // A backslash, the letter u and four digits.
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "fffd"u8;

    /// <summary>
    /// The body with U+FFFD for each NUL, for each half of a surrogate pair and for what is no UTF-8. No store takes
    /// the first, no reader the others. Put in place, not left out: two texts that differ stay different from others.
    /// </summary>
    public static byte[] Of(byte[] body)
    {
        var whole = Utf8.IsValid(body) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));

        if (whole.AsSpan().IndexOf("\\u"u8) < 0)
            return whole;

        if (ReferenceEquals(whole, body))
            whole = [.. body];

        ReplaceIn(whole);
        return whole;
    }

    // Backslashes stand in texts only, and each takes the character behind it along.
    private static void ReplaceIn(Span<byte> body)
    {
        for (var rest = body; rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            rest = rest[at..];
            var unit = UnitOf(rest);
            var isPair = IsHigh(unit) && IsLow(UnitOf(rest[EscapeLength..]));

            if (unit == 0 || (!isPair && (IsHigh(unit) || IsLow(unit))))
                Replacement.CopyTo(rest[2..]);

            rest = rest[Math.Min(rest.Length, isPair ? 2 * EscapeLength : unit is null ? 2 : EscapeLength)..];
        }
    }

    private static int? UnitOf(ReadOnlySpan<byte> text)
    {
        Span<byte> value = stackalloc byte[2];
        return text.Length >= EscapeLength
            && text.StartsWith("\\u"u8)
            && Convert.FromHexString(text[2..EscapeLength], value, out _, out _) is OperationStatus.Done
                ? (value[0] << 8) | value[1]
                : null;
    }

    private static bool IsHigh(int? unit) => unit is >= 0xD800 and <= 0xDBFF;

    private static bool IsLow(int? unit) => unit is >= 0xDC00 and <= 0xDFFF;
}
