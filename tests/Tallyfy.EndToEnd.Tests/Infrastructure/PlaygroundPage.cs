using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>The Playground as a person uses it: cards by their title, buttons by their name.</summary>
internal sealed partial class PlaygroundPage(IPage page, Forbidden forbidden)
{
    /// <summary>Ends the wait for what never comes; it is no measure of speed.</summary>
    public const float Hang = 180_000;

    /// <summary>After this it is looked whether a tap was lost.</summary>
    private const float Soon = 5_000;

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

    /// <summary>Presses a button that sends something, unless it is gone because somebody was first.</summary>
    public async Task PressAsync(string card, string button)
    {
        await SeesAsync(card, button);
        await UntilSentAsync(button, async () =>
        {
            var isThere = await Button(card, button).CountAsync() > 0;

            if (isThere)
                await Button(card, button).First.ClickAsync(new() { Timeout = Soon });

            return isThere;
        });
    }

    /// <summary>Opens the field for a reason, types it and presses the button beside it.</summary>
    public Task PressWithReasonAsync(string card, string opener, string reason, string button)
    {
        forbidden.Add(LeakKind.Typed, reason);
        return UntilSentAsync(button, async () =>
        {
            if (!await Reason(card).IsVisibleAsync())
                await Button(card, opener).ClickAsync(new() { Timeout = Soon });

            await Reason(card).FillAsync(reason, new() { Timeout = Soon });
            await Button(card, button).ClickAsync(new() { Timeout = Soon });
            return true;
        });
    }

    /// <summary>Types a code into the card's field and presses the button below it.</summary>
    public Task PressWithCodeAsync(string card, string code, string button)
    {
        forbidden.Add(LeakKind.Typed, code);
        return UntilSentAsync(button, async () =>
        {
            await Card(card).Last.GetByRole(AriaRole.Textbox, new() { Name = "The code" })
                .FillAsync(code, new() { Timeout = Soon });
            await Button(card, button).Last.ClickAsync(new() { Timeout = Soon });
            return true;
        });
    }

    /// <summary>The cards that can be approved.</summary>
    public ILocator Asking => page.Locator(".ac-adaptiveCard").Filter(
        new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }) });

    /// <summary>Presses a button that opens the field for a reason.</summary>
    public Task OpenReasonAsync(string card, string button) => AgainAsync(button, async () =>
    {
        await SeesAsync(card, button);
        await Button(card, button).ClickAsync(new() { Timeout = Soon });
        await Reason(card).WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = Soon });
    });

    public Task TypeReasonAsync(string card, string reason)
    {
        forbidden.Add(LeakKind.Typed, reason);
        return Reason(card).FillAsync(reason);
    }

    public Task<string> ReasonAsync(string card) => Reason(card).InputValueAsync();

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

    private ILocator Reason(string card) => Card(card).GetByLabel(ReasonLabel()).First;

    [GeneratedRegex("^(Why|Reason)")]
    private static partial Regex ReasonLabel();

    private ILocator Button(string card, string name) =>
        Card(card).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    // The page sends each tap to its own server; one that fell on a card it was just drawing anew never leaves it. One
    // that left it late, on a slow machine, was not lost: its card may have no button to press once more.
    private async Task UntilSentAsync(string button, Func<Task<bool>> pressAsync)
    {
        var sent = new TaskCompletionSource();
        page.Request += Note;

        try
        {
            await AgainAsync(button, async () =>
            {
                if (!sent.Task.IsCompleted && await pressAsync())
                    await sent.Task.WaitAsync(TimeSpan.FromMilliseconds(Soon));
            });
        }
        finally
        {
            page.Request -= Note;
        }

        void Note(object? sender, IRequest request)
        {
            if (request.Url.EndsWith("/_conversation/v1/invoke", StringComparison.Ordinal))
                sent.TrySetResult();
        }
    }

    /// <summary>
    /// A page that draws a card anew loses a tap that falls on it just then, and what was typed: as people do, it is
    /// done again.
    /// </summary>
    private static async Task AgainAsync(string button, Func<Task> actAsync)
    {
        for (var look = 0; look < Hang / Soon; look++)
        {
            try
            {
                await actAsync();
                return;
            }
            catch (TimeoutException)
            {
                // Lost.
            }
        }

        Assert.Fail($"\"{button}\" has no effect, however often it is pressed.");
    }
}
