using System.Reflection;
using Microsoft.Bot.Builder;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>
/// A download stands in no lock file: here is what each package contains, and what each assembly says of itself.
/// </summary>
public sealed class PackageTests
{
    private static readonly Dictionary<string, string> ContentHashes = new()
    {
        ["microsoft.bot.builder"] =
            "RLDb4KFY5v96eRuHIoNT4qpn5IWGc7CEMQ3ENMWJM2oLAprxiaH2N0FjlbzgjQtxST63vUKMAHe/gkRg/KjlhA==",
        ["microsoft.bot.builder.integration.aspnet.core"] =
            "o51dbs4Ot2AaYUr3ZKEKmIgY688mgNAGUAoqyJtAek0moW1/8r/nqv59FleMy2zj/jTUV3C9Ka3dejvQ7ouPmw==",
        ["microsoft.bot.connector"] =
            "pUVlHrVPuFmGW8EgEhxsII+2Uxq9T0K43ru9BgYfp3ApEcH92633MLaAb5PqJF3n0WoTA0eZkrCtI9AqYOcIrA==",
        ["microsoft.bot.connector.streaming"] =
            "HrqHEa8PXzqBK7jWusyw4PMH/0ZQXPOG3ChIcRNL5w1POHSQxL6xZYySnJZmz4/Fcq7/J4ofIZB4Y8TjKYlruA==",
        ["microsoft.bot.schema"] =
            "oHRE1958njZfq/g/+fdlzptKgDnRYgrbNk4/QdIdDKns6W5igV0chizAG6wUHgocg4n3yqLvHmR2NunyMLtqTQ==",
    };

    [Fact]
    public void Each_package_is_the_one_that_was_looked_at()
    {
        var packages = new DirectoryInfo(
            Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(one => one.Key == "NuGetPackageRoot").Value!);

        foreach (var (package, hash) in ContentHashes)
        {
            var file = Path.Combine(packages.FullName, package, "4.23.1", $"{package}.4.23.1.nupkg.sha512");
            Assert.Equal(hash, File.ReadAllText(file).Trim());
        }

        Assert.Equal(5, ContentHashes.Count);
    }

    [Fact]
    public void It_is_Microsofts_own() => Assert.Equal(
        "31bf3856ad364e35",
        Convert.ToHexStringLower(typeof(ITurnContext).Assembly.GetName().GetPublicKeyToken()!));
}
