using System.Numerics;
using System.Security.Cryptography;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// One secret of the settings, and the three keys that are derived from it (HKDF, RFC 5869): one for MACs, one for what
/// rests encrypted in the store, and an ECDSA key on P-256, whose public half lets anybody check a head. P-256, because
/// .NET has it on every platform without a further library, and every other language has it too.
/// </summary>
internal sealed class TrailKey
{
    private const int MacBytes = 32;
    private const int RestBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // FIPS 186-5, A.2.1: 64 bits more than the order has, or small numbers were likelier than others.
    private const int PrivateBytes = 40;

    private readonly byte[] mac;
    private readonly byte[] rest;
    private readonly ECParameters signing;

    public TrailKey(byte[] secret)
    {
        mac = Derive(secret, MacBytes, "tallyfy-trail-2 mac"u8);
        rest = Derive(secret, RestBytes, "tallyfy-bot at rest 1"u8);
        signing = Complete(Derive(secret, PrivateBytes, "tallyfy-trail-2 signature"u8));
        using var key = ECDsa.Create(signing);
        var info = key.ExportSubjectPublicKeyInfo();
        (PublicKey, Id) = (Convert.ToBase64String(info), Convert.ToHexStringLower(SHA256.HashData(info))[..16]);
    }

    /// <summary>
    /// Names the key without telling it: the first 16 hexadecimal digits of its public half's SHA-256.
    /// </summary>
    public string Id { get; }

    /// <summary>A SubjectPublicKeyInfo (RFC 5280) in base64.</summary>
    public string PublicKey { get; }

    public string Authenticate(byte[] data) => Convert.ToHexStringLower(HMACSHA256.HashData(mac, data));

    /// <summary>ECDSA with SHA-256, in DER and base64.</summary>
    public string Sign(byte[] data)
    {
        using var key = ECDsa.Create(signing); // one is not for several threads
        return Convert.ToBase64String(
            key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public bool IsSigned(byte[] data, string signature)
    {
        var bytes = new byte[signature.Length];

        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return false;

        using var key = ECDsa.Create(signing);
        return key.VerifyData(
            data, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>AES-256-GCM (NIST SP 800-38D): nonce, tag and what was encrypted.</summary>
    public byte[] Encrypt(byte[] clear)
    {
        var all = new byte[NonceBytes + TagBytes + clear.Length];
        var nonce = all.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(rest, TagBytes);
        aes.Encrypt(nonce, clear, all.AsSpan(NonceBytes + TagBytes), all.AsSpan(NonceBytes, TagBytes));
        return all;
    }

    /// <exception cref="CryptographicException">It is not what this key encrypted.</exception>
    public byte[] Decrypt(byte[] all)
    {
        if (all.Length < NonceBytes + TagBytes)
            throw new CryptographicException("It is too short.");

        var clear = new byte[all.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(rest, TagBytes);
        aes.Decrypt(
            all.AsSpan(0, NonceBytes),
            all.AsSpan(NonceBytes + TagBytes),
            all.AsSpan(NonceBytes, TagBytes),
            clear);
        return clear;
    }

    private static byte[] Derive(byte[] secret, int length, ReadOnlySpan<byte> label)
    {
        var output = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, [], label);
        return output;
    }

    private static ECParameters Complete(byte[] random)
    {
        var order = new BigInteger(Convert.FromHexString(
            "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);
        var number = (new BigInteger(random, isUnsigned: true, isBigEndian: true) % (order - 1)) + 1;
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);

        // The platform finds the public half.
        return new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = [.. new byte[MacBytes - digits.Length], .. digits],
        };
    }
}
