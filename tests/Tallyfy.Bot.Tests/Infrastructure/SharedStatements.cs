using System.Runtime.CompilerServices;
using Dapper;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Dapper writes code for each statement of each connection string, and each story has a store of its own. What it
/// wrote for one store is the same for every store of that engine.
/// </summary>
internal sealed class SharedStatements : IEqualityComparer<string>
{
    [ModuleInitializer]
    internal static void Share() => SqlMapper.ConnectionStringComparer = new SharedStatements();

    public bool Equals(string? x, string? y) => IsFile(x) == IsFile(y);

    public int GetHashCode(string obj) => IsFile(obj) ? 1 : 0;

    private static bool IsFile(string? connectionString) =>
        connectionString?.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase) ?? false;
}
