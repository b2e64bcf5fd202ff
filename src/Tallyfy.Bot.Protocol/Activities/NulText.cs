namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// Puts U+FFFD where a text of a body holds NUL, which no store takes. Put in place, not left out: what is an id or a
/// password with it must not become another one.
/// </summary>
internal static class NulText
{
    private static ReadOnlySpan<byte> Nul => "\\u0000"u8;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf(Nul) < 0)
            return json;

        byte[] whole = [.. json.Span];

        // Backslashes stand in texts only, and each takes the character behind it along.
        for (var rest = whole.AsSpan(); rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            rest = rest[at..];

            if (rest.StartsWith(Nul))
                Replacement.CopyTo(rest);

            rest = rest[Math.Min(rest.Length, 2)..];
        }

        return whole;
    }
}
