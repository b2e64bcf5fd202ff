using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// The framework's keys as they rest in our store. A key that does not stand there encrypted by us is none: either it
/// is from before they were, or somebody who can write the database wants to know a key that we use.
/// </summary>
internal sealed partial class SignInKeyRing(
    FrameworkKeyStore store, TrailKeys keys, ILogger<SignInKeyRing> logger) : IXmlRepository
{
    private const string Key = "key";
    private const string Secret = "masterKey";

    private static readonly XName Encrypted =
        XName.Get("encryptedSecret", "http://schemas.asp.net/2015/03/dataProtection");

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var rows = store.List().Select(row => (row.Name, Element: Parse(row.Xml))).ToList();
        var revocations = rows.Where(row => KeyRevocation.IsMeant(row.Name, row.Element)).ToList();
        var ours = FindKeys([.. rows.Except(revocations)]);
        var elements = ours.Where(key => KeyOf(key) is not { } trail || keys.Knows(trail)).ToList();

        foreach (var (name, element) in revocations)
            elements.AddRange(Revoke(name, element, ours));

        return elements;
    }

    // Those of a key of the trail that is not here, too: it may come back.
    private List<XElement> FindKeys(IReadOnlyList<(string Name, XElement? Element)> rows)
    {
        var found = new Dictionary<Guid, XElement>();

        foreach (var (name, element) in rows)
        {
            if (element is null || !IsOurs(element) || KeyRevocation.IdOf(element) is not { } id
                || !found.TryAdd(id, element))
            {
                store.Remove(name);
                LogRemoved(name);
            }
            else if (KeyOf(element) is { } key && !keys.Knows(key))
                LogForeign(name, key);
        }

        return [.. found.Values];
    }

    // The framework would end every sign-in at one that it cannot read, and at one that is dated ahead every key that
    // is still to be made. So it is given one for each key that is meant; they come before the row goes.
    private IEnumerable<XElement> Revoke(string name, XElement? element, IReadOnlyList<XElement> ours)
    {
        var revocation = KeyRevocation.Read(element);

        if (revocation.One is { } one)
            return [KeyRevocation.Of(one, name)];

        var revoked = ours.Where(revocation.Covers).Select(key => KeyRevocation.IdOf(key)!.Value).ToList();

        foreach (var id in revoked)
            StoreElement(KeyRevocation.Of(id, name), $"{KeyRevocation.Element}-{id}");

        store.Remove(name);
        LogRevoked(name, revoked.Count);
        return revoked.Select(id => KeyRevocation.Of(id, name));
    }

    public void StoreElement(XElement element, string friendlyName) =>
        store.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));

    private static XElement? Parse(string xml)
    {
        try
        {
            return XElement.Parse(xml);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // The framework makes whatever types are named there, and one of its own takes a secret in clear.
    private static bool IsOurs(XElement element) =>
        element.Name == Key
        && element.Descendants().All(one => one.Name.LocalName != Secret)
        && element.Descendants(Encrypted).ToList() is [var secret]
        && Names(secret.Attribute("decryptorType"), typeof(KeyRingDecryptor))
        && secret.Elements().ToList() is [{ HasElements: false } only]
        && only.Name == KeyRingEncryptor.Element
        && element.Elements("descriptor").ToList() is [var descriptor]
        && Names(descriptor.Attribute("deserializerType"), typeof(AuthenticatedEncryptorDescriptorDeserializer));

    // Without the version: a newer bot reads what an older one wrote.
    private static bool Names(XAttribute? attribute, Type type) =>
        attribute?.Value.Split(',') is [var name, var assembly, ..]
        && name == type.FullName
        && assembly.Trim() == type.Assembly.GetName().Name;

    private static string? KeyOf(XElement element) =>
        (string?)element.Descendants(KeyRingEncryptor.Element).FirstOrDefault()?
            .Attribute(KeyRingEncryptor.KeyAttribute);

    [LoggerMessage(
        LogLevel.Warning,
        "The framework's {Name} did not rest encrypted by this bot and was removed: sign-ins under way begin again")]
    private partial void LogRemoved(string name);

    [LoggerMessage(
        LogLevel.Warning,
        "The framework's {Name} is encrypted with the trail's key {Key}, which is not in the settings: it is not used")]
    private partial void LogForeign(string name, string key);

    [LoggerMessage(
        LogLevel.Warning,
        "The framework's {Name} does not name one key: the {Count} keys that it may mean are revoked each by itself, "
        + "and sign-ins under way begin again")]
    private partial void LogRevoked(string name, int count);
}
