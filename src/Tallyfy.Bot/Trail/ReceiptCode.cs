using System.Buffers.Binary;
using System.Security.Cryptography;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// A short name for one decision, as people read it aloud: on the card, on the comment in Tallyfy, and to ask the bot
/// with. It commits to what the trail says of the claim, and exists as soon as that does.
/// </summary>
internal readonly record struct ReceiptCode
{
    private const int Length = 10;
    private const int BitsPerLetter = 5;

    private readonly string code;

    private ReceiptCode(string code) => this.code = code;

    public static ReceiptCode For(TrailEntry claim) => For(Convert.FromHexString(claim.Digest));

    /// <summary>Of a decision that was claimed before there was a trail.</summary>
    public static ReceiptCode For(Guid decision) => For(SHA256.HashData(decision.ToByteArray()));

    /// <summary>As somebody types it; null for anything else.</summary>
    public static ReceiptCode? Parse(string? text) =>
        ReadableCode.Read(text, Length) is { } letters ? new ReceiptCode(ReadableCode.Write(letters)) : null;

    public override string ToString() => code;

    private static ReceiptCode For(ReadOnlySpan<byte> digest)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(digest);
        var letters = string.Create(Length, bits, (letters, rest) =>
        {
            for (var place = 0; place < letters.Length; place++, rest >>= BitsPerLetter)
                letters[place] = ReadableCode.Alphabet[(int)(rest & 31)];
        });

        return new ReceiptCode(ReadableCode.Write(letters));
    }
}
