using System.Reflection;
using System.Security.Cryptography;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Storage;

/// <summary>A script that a store was made by is never edited: a change is a new script with the next number.</summary>
public sealed class SchemaTests
{
    // A new script gets its line here, with the hash that the failing test names. A line is never changed.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["000_clock.postgres.sql"] = "e03f7963989d2cba935e79f1f56f2e8e0533fdeec8a3eec49cea232e59cdfb53",
        ["001_store.sql"] = "e11fb193492723801bbdde3ba285fb9333620e8442cf96f5de1ba488c2c7b90e",
    };

    [Fact]
    public void No_script_was_edited_and_none_is_new_without_a_line() =>
        Assert.Equal(Scripts.OrderBy(one => one.Key), Found().OrderBy(one => one.Key));

    private static Dictionary<string, string> Found()
    {
        const string Folder = "Tallyfy.Bot.Storage.Schema.";
        var assembly = typeof(Migrations).Assembly;

        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..], name => Hash(assembly, name));
    }

    private static string Hash(Assembly assembly, string name)
    {
        using var script = assembly.GetManifestResourceStream(name)!;
        return Convert.ToHexStringLower(SHA256.HashData(script));
    }
}
