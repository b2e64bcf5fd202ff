using Microsoft.Playwright;
using Tallyfy.EndToEnd.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>One real browser for all tests; whoever opens a page has cookies and cache of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Executables = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>
    /// Debian's own Chromium; without the flags it asks the network for much at its start. It finds no name but this
    /// machine's: the Playground asks a server of fonts, and its page would wait for that server as long as the network
    /// lets it. The Playground makes a stack trace for each rule of style; where each function stands in nine megabytes
    /// is kept from the beginning, which costs half of what finding it later does.
    /// </summary>
    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindExecutable(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--js-flags=--no-enable-lazy-source-positions",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();

        playwright?.Dispose();
    }

    internal Task<IPage> NewPageAsync(int width, int height) =>
        browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height } });

    private static string FindExecutable()
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
