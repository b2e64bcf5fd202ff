using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tallyfy.Bot.Approvals;

/// <summary>A short name for one decision, as people read it aloud: on the comment in Tallyfy, to find it again.</summary>
internal readonly record struct ReceiptCode
{
    // Crockford's alphabet: no letter that is taken for a digit.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;
    private const int BitsPerLetter = 5;

    private readonly string code;

    private ReceiptCode(string code) => this.code = code;

    public static ReceiptCode Of(Guid decision)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(decision.ToByteArray()));
        var letters = string.Create(Length, bits, (letters, rest) =>
        {
            for (var place = 0; place < letters.Length; place++, rest >>= BitsPerLetter)
                letters[place] = Alphabet[(int)(rest & 31)];
        });

        return new ReceiptCode($"{letters[..5]}-{letters[5..]}");
    }

    public override string ToString() => code;
}
