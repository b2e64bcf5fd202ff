using System.Globalization;
using System.Security.Cryptography;
using Tallyfy.Bot.Settings;

namespace Tallyfy.Bot.Tests.Settings;

/// <summary>What was typed to have something there is told from what was drawn.</summary>
public sealed class SecretContentTests
{
    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("000000000000000000000000000000000000000000000000")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaab")]
    [InlineData("xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("abababababababababababababab")]
    [InlineData("abcabcabcabcabcabcabcabcabc")]
    [InlineData("passwordpasswordpassword")]
    [InlineData("changemechangemechangeme")]
    [InlineData("secret-secret-secret-secret")]
    [InlineData("123456789012345678901234")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    [InlineData("zyxwvutsrqponmlkjihgfedcba")]
    [InlineData("acegikmoqsuwyACEGIKMOQSUWY")]
    [InlineData("xxxxxxxxxxxx-xxxxxxxxxxxx")]
    [InlineData("------------------------")]
    [InlineData("aaaabbbbccccddddeeeeffff")]
    public void Letters_that_were_only_typed_are_not_enough(string secret) =>
        Assert.False(SecretContent.Has(secret, SecretContent.OfLetters));

    [Theory]
    [InlineData("00")]
    [InlineData("ff")]
    [InlineData("00ff")]
    [InlineData("0102030405060708")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("00020406080a0c0e10121416181a1c1e20222426282a2c2e30323436383a3c3e")]
    [InlineData("deadbeef")]
    [InlineData("8f3c1a77d20be945")]
    [InlineData("8f3c1a77d20be9458f3c1a77d20be94501")]
    public void A_key_of_few_bytes_is_not_enough_however_long(string hex)
    {
        var piece = Convert.FromHexString(hex);
        var key = Enumerable.Range(0, 64).Select(at => piece[at % piece.Length]).ToArray();

        Assert.All((int[])[32, 33, 64], length => Assert.False(
            SecretContent.Has(key.AsSpan(0, length), SecretContent.OfKey),
            length.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_was_drawn_is_enough_each_time()
    {
        for (var round = 0; round < 2_000; round++)
        {
            Assert.True(SecretContent.Has(RandomNumberGenerator.GetBytes(32), SecretContent.OfKey));
            Assert.True(SecretContent.Has(RandomNumberGenerator.GetHexString(32), SecretContent.OfLetters));
            Assert.True(SecretContent.Has(
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)), SecretContent.OfLetters));
            Assert.True(SecretContent.Has(RandomNumberGenerator.GetHexString(64), SecretContent.OfKey));
        }
    }
}
