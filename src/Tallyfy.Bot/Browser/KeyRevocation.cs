using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// What the framework keeps of a key that is not to be used any more. One that does not say clearly which keys it means
/// means all that are there, and no others: else it would stop every sign-in of the future, or none.
/// </summary>
internal sealed record KeyRevocation
{
    public const string Element = "revocation";

    private const string Key = "key";
    private const string Id = "id";
    private const string Date = "revocationDate";
    private const string All = "*";

    private readonly DateTimeOffset? upTo;

    private KeyRevocation(Guid? one, DateTimeOffset? upTo) => (One, this.upTo) = (one, upTo);

    /// <summary>The key that it names; null where it means several.</summary>
    public Guid? One { get; }

    /// <summary>By the names of the row, and by what is in it where that can be read.</summary>
    public static bool IsMeant(string name, XElement? element) =>
        element?.Name == Element || (element is null && name.StartsWith(Element, StringComparison.OrdinalIgnoreCase));

    public static KeyRevocation Read(XElement? element)
    {
        var named = element?.Elements(Key).ToList() is [var only] ? (string?)only.Attribute(Id) : null;
        var date = element?.Elements(Date).ToList() is [var written] ? written.Value.Trim() : null;

        return Guid.TryParse(named, out var one) ? new KeyRevocation(one, null)
            : named == All && FindDate(date) is { } at ? new KeyRevocation(null, at)
            : new KeyRevocation(null, null);
    }

    /// <summary>As the framework writes one of one key.</summary>
    public static XElement Of(Guid key, string reason) => new(
        Element,
        new XAttribute("version", 1),
        new XElement(Date, XmlConvert.ToString(DateTimeOffset.UnixEpoch)),
        new XElement(Key, new XAttribute(Id, key.ToString("D"))),
        new XElement("reason", reason));

    public bool Covers(XElement element) =>
        IdOf(element) is { } id
        && (One is { } one
            ? one == id
            : upTo is not { } last || FindDate((string?)element.Element("creationDate")) is not { } made
                || made <= last);

    public static Guid? IdOf(XElement element) =>
        Guid.TryParse((string?)element.Attribute(Id), out var id) ? id : null;

    private static DateTimeOffset? FindDate(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
