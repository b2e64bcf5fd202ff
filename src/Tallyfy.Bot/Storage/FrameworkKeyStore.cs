namespace Tallyfy.Bot.Storage;

/// <summary>The web framework's keys, for all processes. Its interface waits, and asks rarely.</summary>
internal sealed class FrameworkKeyStore(Database database)
{
    public IReadOnlyList<(string Name, string Xml)> List() => database.ReadAsync<IReadOnlyList<(string, string)>>(
        async unit =>
        [
            .. (await unit.QueryAsync<Row>(
                "select name, xml from framework_keys order by name", new { }, CancellationToken.None))
                .Select(row => (row.Name, row.Xml)),
        ],
        CancellationToken.None).GetAwaiter().GetResult();

    public void Add(string name, string xml) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "insert into framework_keys (name, xml) values (@name, @xml) on conflict (name) do nothing",
            new { name, xml },
            CancellationToken.None),
        CancellationToken.None).GetAwaiter().GetResult();

    public void Remove(string name) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "delete from framework_keys where name = @name", new { name }, CancellationToken.None),
        CancellationToken.None).GetAwaiter().GetResult();

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public string Xml { get; init; } = "";
    }
}
