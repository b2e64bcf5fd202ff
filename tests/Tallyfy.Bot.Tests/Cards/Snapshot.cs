using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>
/// A reviewed file to compare with. UPDATE_SNAPSHOTS=1 writes it anew; then the difference is what to look at.
/// </summary>
internal static class Snapshot
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(Letters),
    };

    public static string Folder => Path.Combine(RepositoryRoot, "tests", "Tallyfy.Bot.Tests", "Snapshots");

    public static async Task CompareAsync(string file, JsonNode value, CancellationToken cancellationToken)
    {
        var actual = Spell(value) + "\n";

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, actual, cancellationToken);
        }

        var expected = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";

        var difference = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();

        Assert.True(
            expected == actual,
            $"{Path.GetFileName(file)} differs. If that is meant, run again with UPDATE_SNAPSHOTS=1, and read the "
            + $"difference in git.\nfile: {At(expected, difference)}\nnow:  {At(actual, difference)}");
    }

    private static string At(string text, int position)
    {
        var from = Math.Max(0, position - 60);
        return text[from..Math.Min(text.Length, position + 120)].ReplaceLineEndings(" ");
    }

    /// <summary>The encoder escapes for web pages too, which only hides what a card says.</summary>
    public static string Spell(JsonNode value) => "<>&'+`".Aggregate(
        value.ToJsonString(Readable),
        (json, sign) => json.Replace($"\\u{(int)sign:X4}", sign.ToString(), StringComparison.Ordinal));

    /// <summary>What is invisible on a screen is spelled out for the reviewer.</summary>
    private static TextEncoderSettings Letters
    {
        get
        {
            var letters = new TextEncoderSettings(UnicodeRanges.All);
            letters.ForbidCharacters('\u200C', '\u200D', '\u202C', '\u202E', '\u2068', '\u2069');
            return letters;
        }
    }

    private static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);

            while (!folder.EnumerateFiles("Tallyfy.Bot.sln").Any())
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository");

            return folder.FullName;
        }
    }
}
