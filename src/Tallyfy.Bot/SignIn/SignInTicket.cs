using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.SignIn;

/// <summary>
/// What a person was about to do when they were sent to sign in. It is good once, for them alone, and not for long.
/// </summary>
internal sealed record SignInTicket
{
    /// <summary>From the tap or the word to the end of the sign-in.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    public required PersonId Person { get; init; }

    public required string Organization { get; init; }

    /// <summary>When it was kept: a sign-in for it is one that happened since.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The tap that goes on afterwards; null where the sign-in is to link the person.</summary>
    public HeldTap? Tap { get; init; }
}

/// <summary>
/// A tap as it came, of which nothing was done yet. Without a verdict it takes the person's own decision back.
/// </summary>
internal sealed record HeldTap(RenderingId Rendering, Verdict? Verdict, string? Reason, string? Confirmation);

/// <summary>The unguessable end of a link; the store knows it by its digest only.</summary>
internal readonly record struct SignInNonce(string Value)
{
    private const int RandomBytes = 32;

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)));

    public static SignInNonce New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    public override string ToString() => "(nonce)"; // whoever prints it by mistake gives nothing away
}
