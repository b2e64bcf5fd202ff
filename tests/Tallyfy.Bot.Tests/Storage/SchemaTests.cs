using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Storage;

/// <summary>A script that a store was made by is never edited: a change is a new script with the next number.</summary>
public sealed partial class SchemaTests
{
    private const string Folder = "Tallyfy.Bot.Storage.Schema.";

    private static readonly Assembly Bot = typeof(Migrations).Assembly;

    // A new script gets its line here, with the hash that the failing test names. A line is never changed.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["000_clock.postgres.sql"] = "e03f7963989d2cba935e79f1f56f2e8e0533fdeec8a3eec49cea232e59cdfb53",
        ["001_store.sql"] = "84436aec433e16a62cdc1fa4336209a64a669c49eeec17645733bbb04586f72a",
        ["002_trail.sql"] = "f55f29bfc735b299aa4670ef2b7005f4730538cc41f27591acb7f1655756a793",
        ["003_linking.sql"] = "d314f872231ee5416ead3cf8c0de472521654878df6ac3f12e23efcd5b93f424",
        ["004_renderings.sql"] = "b3fcfbd0f7005eca81ddc963e6a1cdea8e3836bec5ea0b0de3628e926f4e4149",
        ["005_openings.sql"] = "149427a4aaefaed9a606268d5d52b1112e528d6a698e2ddda502e8d0ca20e4b4",
        ["007_reopenings.sql"] = "6a1095bad096107fdab8a49aaf6cf9e7e0adbae700d13f83c7a5da05385cb469",
        ["008_used_sign_ins.sql"] = "4aae463c672f85b990d901f222c992c13b216a7e6bed7303917d3fb29152f22f",
        ["011_small_letters.sql"] = "e843f16338315cbed0ae1de945450d06b881745927a08d65010b263175546163",
        ["012_arrivals.sql"] = "e5aa78cb5f7407437ed49c0670a4562f8b99af6f196737a9ce574af7850f494b",
        ["013_resting.sql"] = "966b979a94b4b7168634183a84412ece1d80ec350f1955e42d3cd06dbebca934",
        ["014_listings.sql"] = "f8c02aac4fbb55b0e64bddcb93788deca8c9f23c404966eaa180b65f8a6ede53",
        ["015_lists.sql"] = "762e1e6f26f69bc4eccd9541958e2091e34553e9496d141997f855b8ecdbc1a6",
        ["016_cards_due.sql"] = "522818ec752fd0b0ae0b683873a7fa6861b210ba2d8a3f06d9d63f2a34df7953",
        ["017_listing_failures.sql"] = "7113aa00fa6f113a45063d9a4fa9d36fbf84efe77f21ad7daa6ec8b0b7ff2a52",
        ["018_views.sql"] = "86d4419b5a0b3f7b1802844db4a485fcbaa513cf6405d6b645c42099d99fe507",
    };

    [Fact]
    public void No_script_was_edited_and_none_is_new_without_a_line() =>
        Assert.Equal(Scripts.OrderBy(one => one.Key), Found().OrderBy(one => one.Key));

    // A script cannot name a member of an enum as the stores do, so that one which is renamed would be missed there.
    [Fact]
    public void A_script_names_states_as_the_enums_have_them()
    {
        var states = Bot.GetTypes()
            .Where(type => type.IsEnum && type.Name.EndsWith("State", StringComparison.Ordinal))
            .SelectMany(Enum.GetNames)
            .ToHashSet();
        var named = Names()
            .SelectMany(name => Named().Matches(Encoding.UTF8.GetString(Read(name))))
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, state => Assert.Contains(state, states));
    }

    private static Dictionary<string, string> Found() =>
        Names().ToDictionary(
            name => name[Folder.Length..],
            name => Convert.ToHexStringLower(SHA256.HashData(Read(name))));

    private static IEnumerable<string> Names() =>
        Bot.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));

    private static byte[] Read(string name)
    {
        using var script = Bot.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"\bstate\s*(?:=|<>)\s*'(\w+)'")]
    private static partial Regex Named();
}
