using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Tallyfy.Bot.Storage;

/// <summary>The web framework's keys, for all processes. Its interface waits, and asks rarely.</summary>
internal sealed class FrameworkKeyStore(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => database.ReadAsync<IReadOnlyCollection<XElement>>(
        async unit =>
        [
            .. (await unit.QueryAsync<string>("select xml from framework_keys", new { }, CancellationToken.None))
                .Select(XElement.Parse),
        ],
        CancellationToken.None).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "insert into framework_keys (name, xml) values (@name, @xml) on conflict (name) do nothing",
            new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) },
            CancellationToken.None),
        CancellationToken.None).GetAwaiter().GetResult();
}
