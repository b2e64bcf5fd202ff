using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>The Playground as a person uses it: cards by their title, buttons by their name.</summary>
internal sealed partial class PlaygroundPage(IPage page, Forbidden forbidden)
{
    /// <summary>Ends the wait for what never comes; it is no measure of speed.</summary>
    public const float Hang = 180_000;

    private static readonly LocatorAssertionsToHaveCountOptions Patient = new() { Timeout = Hang };

    private readonly ConcurrentQueue<string> received = new();

    /// <summary>Keeps what the page is sent from now on.</summary>
    public void Listen() =>
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => received.Enqueue(frame.Text ?? "");

    /// <summary>
    /// The rendering that the newest card about this asks with, as whoever watches the wire reads it.
    /// </summary>
    public string RenderingOf(string card) =>
        Rendering().Match(
            received.Last(
                frame => frame.Contains(card, StringComparison.Ordinal) && Rendering().IsMatch(frame))).Groups[1].Value;

    [GeneratedRegex("""rendering[\\]*":[\\]*"([A-Za-z0-9_-]{22})""", RegexOptions.CultureInvariant)]
    private static partial Regex Rendering();

    public ILocator Card(string words) => page.Locator(".ac-adaptiveCard").Filter(new() { HasText = words });

    public Task SeesAsync(string card, string words) => Assertions
        .Expect(Card(card).Filter(new() { HasText = words }).First)
        .ToBeVisibleAsync(new() { Timeout = Hang });

    public Task SeesAsync(string words) => SeesAsync(words, words);

    public async Task PressAsync(string card, string button)
    {
        await SeesAsync(card, button);
        await Card(card).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    public Task TypeReasonAsync(string card, string reason)
    {
        forbidden.Add(LeakKind.Typed, reason);
        return Card(card).GetByLabel("Reason").First.FillAsync(reason);
    }

    public Task<string> ReasonAsync(string card) => Card(card).GetByLabel("Reason").InputValueAsync();

    /// <summary>The card asks no more: its buttons have gone.</summary>
    public Task NoLongerAsksAsync(string card) => Assertions
        .Expect(Card(card).GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }))
        .ToHaveCountAsync(0, Patient);

    public async Task SayAsync(string text)
    {
        forbidden.Add(LeakKind.Typed, text);
        await page.Locator("[contenteditable=true]").First.FillAsync(text);
        await page.GetByLabel("Send Message").ClickAsync();
    }

    /// <summary>Says something to the bot in the group chat, where it hears only what mentions it.</summary>
    public async Task MentionInGroupAsync(string text)
    {
        forbidden.Add(LeakKind.Typed, text);
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "Group Chat" }).ClickAsync();
        var box = page.Locator("[contenteditable=true]").First;
        await box.ClickAsync();
        await box.PressSequentiallyAsync("@");
        await page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Tallyfy" }).First.ClickAsync();
        await page.Keyboard.TypeAsync($" {text}");
        await page.GetByLabel("Send Message").ClickAsync();
    }

    public Task OpenPersonalChatAsync() =>
        page.GetByRole(AriaRole.Treeitem, new() { Name = "Personal Chat" }).ClickAsync();

    /// <summary>Only this card.</summary>
    public Task PictureOfAsync(string card, string name) => Card(card).Last.ScreenshotAsync(
        new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png") });

    public Task PictureAsync(string name) => page.ScreenshotAsync(
        new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png") });
}
