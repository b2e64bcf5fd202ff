using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// Encrypts the secret of a framework key before it is stored, with a key that is derived from Trail:Key and not in the
/// database. It names that key, so that one which was replaced still reads what it wrote.
/// </summary>
internal sealed class KeyRingEncryptor(TrailKeys keys) : IXmlEncryptor
{
    public const string Element = "atRest";
    public const string KeyAttribute = "key";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var clear = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));

        try
        {
            return new EncryptedXmlInfo(
                new XElement(
                    Element,
                    new XAttribute(KeyAttribute, keys.CurrentId),
                    Convert.ToBase64String(keys.Encrypt(clear))),
                typeof(KeyRingDecryptor));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }
}

/// <summary>The framework makes it by its name, which stands beside what is encrypted.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var clear = services.GetRequiredService<TrailKeys>().Decrypt(
            (string?)encryptedElement.Attribute(KeyRingEncryptor.KeyAttribute) ?? "",
            Convert.FromBase64String(encryptedElement.Value));

        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(clear));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }
}
