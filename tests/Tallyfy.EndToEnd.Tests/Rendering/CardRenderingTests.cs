using System.Text.Json;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Rendering;

/// <summary>
/// Every snapshot in Microsoft's renderer, in a browser, narrow and wide, light and dark.
/// With CARD_PICTURES=folder they are also photographed, some to a sheet, to be looked at.
/// </summary>
public sealed class CardRenderingTests(Chromium chromium)
{
    private const int CardsPerSheet = 6;

    private static readonly string[] OwnHosts = ["go.tallyfy.com"];

    /// <summary>Hosts that descriptions in the snapshots link to, written by their authors.</summary>
    private static readonly string[] DescribedHosts = ["files.contoso.com", "evil.example"];

    /// <summary>Where a card sends people to sign in.</summary>
    private const string BotHost = "bot.example.com";

    /// <summary>A phone shows no more.</summary>
    private const int MostButtons = 6;

    /// <summary>One for each row of a list.</summary>
    private const int CardLimitOfRows = 30;

    private static readonly string[] Known =
    [
        "Approve", "Reject…", "Reject", "More", "Back", "Open in Tallyfy", "Sign in and approve", "Sign in and reject",
    ];

    private static string[] Names =>
    [
        .. Directory.EnumerateFiles(Repository.Snapshots, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [InlineData("light", 320)]
    [InlineData("light", 400)]
    [InlineData("light", 700)]
    [InlineData("dark", 320)]
    [InlineData("dark", 400)]
    [InlineData("dark", 700)]
    public async Task Every_card_is_shown_whole_and_links_only_where_it_should(string theme, int width)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var page = await CardPage.OpenAsync(chromium);

        foreach (var (sheet, names) in Names.Chunk(CardsPerSheet).Index())
        {
            await page.ClearAsync();

            foreach (var name in names)
                Judge(name, await page.ShowAsync(name, theme, width, cancellationToken));

            await PhotographAsync(page, $"{theme}.{width}.{sheet + 1:00}.png");
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_card_can_be_used_by_everybody(string theme)
    {
        await using var page = await CardPage.OpenAsync(chromium);

        foreach (var name in Names)
            await page.ShowAsync(name, theme, 400, TestContext.Current.CancellationToken);

        Assert.Empty(await page.FindBlockReasonsAsync());
    }

    private static void Judge(string name, JsonElement shown)
    {
        Assert.True(!Texts(shown, "cut").Any(), $"{name} is cut off at {string.Join(" | ", Texts(shown, "cut"))}");
        Assert.True(Texts(shown, "words").Any(), $"{name} shows nothing");
        Assert.True(shown.GetProperty("images").GetInt32() == 0, $"{name} loads a picture from elsewhere");

        var asks = name.StartsWith("approval", StringComparison.Ordinal);
        var isList = name.StartsWith("list", StringComparison.Ordinal);
        var signsIn = name.EndsWith("sign-in", StringComparison.Ordinal);
        string[] hosts = [.. OwnHosts, .. asks ? DescribedHosts : [], .. signsIn ? [BotHost] : Array.Empty<string>()];
        Assert.All(Texts(shown, "links"), link => Assert.True(hosts.Contains(new Uri(link).Host), $"{name}: {link}"));

        var buttons = Texts(shown, "buttons").ToList();
        Assert.All(buttons, button => Assert.True(
            !asks || Known.Contains(button)
                || button.StartsWith("Approve ", StringComparison.Ordinal)
                || button.StartsWith("Read on (", StringComparison.Ordinal),
            $"{name}: {button}"));
        Assert.InRange(buttons.Count, asks ? 1 : 0, MostButtons + (isList ? CardLimitOfRows : 0));
    }

    private static IEnumerable<string> Texts(JsonElement shown, string member) =>
        shown.GetProperty(member).EnumerateArray().Select(text => text.GetString()!);

    private static async Task PhotographAsync(CardPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CARD_PICTURES") is { Length: > 0 } folder)
            await page.PhotographAsync(Path.Combine(folder, name));
    }
}
