using System.Text.Json;
using Microsoft.Playwright;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Rendering;

/// <summary>One Chromium with the page that renders cards as Teams does, for all tests of a class.</summary>
public sealed class CardBrowser : IAsyncLifetime
{
    private static readonly string[] Executables = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await LaunchAsync(playwright);
    }

    /// <summary>Debian's own Chromium; without the flags it asks the network for much at its start.</summary>
    internal static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = FindChromium(),
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();

        playwright?.Dispose();
    }

    internal async Task<IPage> OpenAsync()
    {
        Repository.NodeModule("adaptivecards/dist/adaptivecards.min.js");
        Repository.NodeModule("markdown-it/dist/browser/markdown-it.umd.min.js");

        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 1500, Height = 900 } });
        await page.GotoAsync(new Uri(Repository.RenderingFile("cards.html")).AbsoluteUri);
        return page;
    }

    internal static async Task<JsonElement> ShowAsync(
        IPage page, string name, string theme, int width, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Snapshots, $"{name}.json"), cancellationToken);

        return await page.EvaluateAsync<JsonElement>(
            "([name, snapshot, theme, width]) => window.showCard(name, JSON.parse(snapshot), theme, width)",
            new object[] { name, text, theme, width });
    }

    /// <summary>What axe-core finds that keeps somebody from using a card; none in an empty list.</summary>
    internal static async Task<string[]> FindBlockReasonsAsync(IPage page)
    {
        await page.AddScriptTagAsync(new() { Path = Repository.NodeModule("axe-core/axe.min.js") });

        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run({ include: [[".ac-adaptiveCard"]] }, { resultTypes: ["violations"] }))
                .violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
            """);
    }

    private static string FindChromium()
    {
        var configured = Environment.GetEnvironmentVariable("CHROMIUM");

        if (!string.IsNullOrEmpty(configured))
            return configured;

        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => Executables.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

        return found ?? throw new FileNotFoundException(
            "No Chromium: install it, or name its executable in the variable CHROMIUM");
    }
}
