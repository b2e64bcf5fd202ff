using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tallyfy.Bot.Approvals;

/// <summary>The opaque random id that is all a card sends back; what was shown under it is in our store.</summary>
internal readonly record struct RenderingId(string Value)
{
    private const int RandomBytes = 16;

    /// <summary>Length of the printed id: 128 random bits in base64url.</summary>
    public const int Length = 22;

    public static RenderingId New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    public override string ToString() => Value;
}
