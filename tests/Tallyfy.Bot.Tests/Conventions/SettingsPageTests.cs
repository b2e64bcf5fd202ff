using System.Text.Json;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>docs/settings.md is made from the options classes, and the shipped file sets only what they have.</summary>
public sealed class SettingsPageTests
{
    // What ASP.NET Core itself reads.
    private static readonly string[] Hosts = ["Logging:", "AllowedHosts"];

    private const string Anew =
        "docs/settings.md differs from the options classes. This writes it anew, and then the difference is reviewed:\n"
        + "UPDATE_SNAPSHOTS=1 dotnet run test.cs -- --only SettingsPage";

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "settings.md");

    [Fact]
    public async Task The_page_says_what_the_options_say()
    {
        var made = SettingsPage.Write();

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(Page, made, TestContext.Current.CancellationToken);

        var kept = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var differing = kept.Split('\n').Zip(made.Split('\n')).FirstOrDefault(lines => lines.First != lines.Second);

        Assert.True(kept == made, $"{Anew}\n{differing.First}\n{differing.Second}");
    }

    [Fact]
    public void Every_section_that_is_bound_is_in_the_list_that_is_checked()
    {
        Assert.Equal(
            SettingsPage.Bound.Order(StringComparer.Ordinal),
            SettingsPage.Sections.Where(one => one.Section is not null)
                .Select(one => $"{one.Section} {one.Type.Name}"));
    }

    [Fact]
    public void Every_setting_says_what_it_means_in_sentences()
    {
        Violations.None(
            SettingsPage.Rows.Where(row => !IsSentence(row.Meaning)).Select(row => $"{row.Key}: no sentence"));
    }

    [Fact]
    public void A_setting_without_a_sentence_is_seen()
    {
        Assert.False(IsSentence(""));
        Assert.False(IsSentence("how long"));
        Assert.True(IsSentence("How long it lasts."));
    }

    [Fact]
    public void The_shipped_file_sets_only_what_there_is()
    {
        var shipped = Repository.Files.Single(file => file.Path == "appsettings.json").Text;

        Violations.None(Unknown(shipped));
    }

    [Fact]
    public void A_key_that_nothing_reads_is_seen()
    {
        Assert.Equal(
            ["Delivery:MaxRecipient"],
            Unknown("""{"AllowedHosts":"*","Delivery":{"MaxRecipient":5,"MaxRecipients":5}}"""));
    }

    private static bool IsSentence(string text) =>
        text is [var first, .., '.']
        && (char.IsUpper(first) || first == '`')
        && text.Contains(' ', StringComparison.Ordinal);

    private static IEnumerable<string> Unknown(string settings)
    {
        var known = SettingsPage.Rows.Select(row => row.Key).ToHashSet();

        using var document = JsonDocument.Parse(settings);
        return
        [
            .. Keys("", document.RootElement)
                .Where(key => !known.Contains(key))
                .Where(key => !Hosts.Any(host => key.StartsWith(host, StringComparison.Ordinal))),
        ];
    }

    private static IEnumerable<string> Keys(string prefix, JsonElement value) =>
        value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject().SelectMany(
                one => Keys(prefix.Length == 0 ? one.Name : $"{prefix}:{one.Name}", one.Value))
            : [prefix];
}
