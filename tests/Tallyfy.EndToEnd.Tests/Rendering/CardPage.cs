using System.Text.Json;
using Microsoft.Playwright;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Rendering;

/// <summary>A page that renders cards as Teams does.</summary>
internal sealed class CardPage : IAsyncDisposable
{
    private readonly IPage page;

    private CardPage(IPage page)
    {
        this.page = page;
    }

    public static async Task<CardPage> OpenAsync(Chromium chromium)
    {
        Repository.NodeModule("adaptivecards/dist/adaptivecards.min.js");
        Repository.NodeModule("markdown-it/dist/browser/markdown-it.umd.min.js");

        var page = await chromium.NewPageAsync(1500, 900);
        await page.GotoAsync(new Uri(Repository.RenderingFile("cards.html")).AbsoluteUri);
        return new CardPage(page);
    }

    public async Task<JsonElement> ShowAsync(
        string name, string theme, int width, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Snapshots, $"{name}.json"), cancellationToken);

        return await page.EvaluateAsync<JsonElement>(
            "([name, snapshot, theme, width]) => window.showCard(name, JSON.parse(snapshot), theme, width)",
            new object[] { name, text, theme, width });
    }

    public Task ClearAsync() => page.EvaluateAsync("() => window.clearCards()");

    /// <summary>What axe-core finds that keeps somebody from using a card; none in an empty list.</summary>
    public async Task<string[]> FindBlockReasonsAsync()
    {
        await page.AddScriptTagAsync(new() { Path = Repository.NodeModule("axe-core/axe.min.js") });

        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run({ include: [[".ac-adaptiveCard"]] }, { resultTypes: ["violations"] }))
                .violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
            """);
    }

    public Task PhotographAsync(string path) => page.Locator("main").ScreenshotAsync(new() { Path = path });

    public async ValueTask DisposeAsync() => await page.CloseAsync();
}
