using System.Globalization;
using System.Text;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Hearing;

/// <summary>Writes docs/words.md: it types what the page lists to a bot, and puts down what that answers.</summary>
internal static class WordsPage
{
    private const string Title = "A new coffee machine";

    private const int MostShown = 80;

    private const string Begin =
        """
        # Words

        What people type to the bot and what it answers, in the order of a chat. The page is made by typing all of it to
        a bot: `UPDATE_SNAPSHOTS=1 dotnet run test.cs -- --only WordsPage` writes it anew, and a test fails where it
        differs.

        A client's wrapping is taken off first (`Activities/MessageText.cs` of Tallyfy.Bot.Protocol): HTML, mentions of
        the bot, quotes, signs that nobody sees. Then one class reads the words (`Hearing/HeardWords.cs`): case, accents
        and punctuation do not count, one wrong letter in a word that only shows something is done all the same, two are
        asked about. No word decides.

        """;

    private static readonly string[] Linked =
    [
        "pending", "Pending!", "pending…", "“pending”", "**pending**", "/pending", "\u200Bpending", "<p>pending</p>",
        "<at>Tallyfy</at>&nbsp;pending", "<quoted messageId=\"1700000000002\"/> pending",
        "<blockquote>Approve 12 desks</blockquote><p>pending</p>", "> Approve 12 desks\npending", "ｐｅｎｄｉｎｇ",
        "pendign", "pendnig", "peding", "pending approvals", "show pending", "show my approvals", "list", "next",
        "what is waiting for me?", "What's waiting for me to approve?", "was wartet auf mich?", "en attente",
        "pendientes", "保留中", "المعلقة", "pedign", "hlp", "help", "hi", "Guten Tag", "?", "snooze",
        "the weather is nice today", "whoami", "Who am I?", "link", "link?", "lnk", "please unlink me",
        "unlink?", "start again?", "receipt", "reciept", "receipt: 7KQ2M-X81ZD", "7KQ2M-X81ZD", "call me 0301234567",
        "yes", "ja", "cancel", "thanks!", "danke", "ok thanks", "undo", "take it back", "approve",
        "reject it, too dear", "Genehmigen",
    ];

    private static readonly string[] Asked =
    [
        "Yes", "yes please", "Yes, that's me", "ja", "Ja bitte", "oui", "sí", "はい", "نعم", "OK",
        "no", "No thanks", "ok thanks", "nein", "non", "いいえ", "لا", "cancel", "pending", "help", "whoami", "unlink",
        "undo", "what is this?", "approve",
        "OK?", "yes but that's not me", "no idea", "AAAA-AAAA",
    ];

    private static readonly string[] Awaited =
    [
        "Yes please", "pending", "help", "whoami", "start again?", "new code?", "link", "where is it?",
        "No idea where that is", "no, it is not there",
        "I work part-time", "20261130", "{0}X", "QJ72", "AAAA-AAAA", "the code is {0}", "cancel", "start again",
    ];

    private static readonly string[] Declined =
    [
        "help", "hi", "thanks", "ok thanks", "undo", "unlink?", "yes", "no", "pending", "approve", "whoami", "receipt",
        "the weather is nice today", "link",
    ];

    public static async Task<string> WriteAsync()
    {
        var page = new StringBuilder(Begin);

        await WriteLinkedAsync(page);
        await WriteLinkingAsync(page, "Asked “Is this you in Tallyfy?”", Asked, isAwaited: false);
        await WriteLinkingAsync(page, "A code waits in Tallyfy to be typed", Awaited, isAwaited: true);

        await WriteDeclinedAsync(page);

        return page.ToString();
    }

    private static async Task WriteLinkedAsync(StringBuilder page)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync(Title, Person.Lynne);
        Head(page, $"Linked, and one approval waits: “{Title}”");

        foreach (var text in Linked)
        {
            story.Advance(TimeSpan.FromSeconds(5));
            Row(page, text, await story.SayAsync(Person.Lynne, text));
        }

        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    private static async Task WriteLinkingAsync(StringBuilder page, string what, string[] texts, bool isAwaited)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Accounts:Proof"] = "Code" });
        await story.InstallAsync(Person.Lynne);
        Head(page, what);

        foreach (var text in texts)
        {
            story.Advance(LinkDialog.BarredFor + TimeSpan.FromMinutes(1)); // five codes an hour, and five tries
            await story.SayAsync(Person.Lynne, "unlink");
            await story.SayAsync(Person.Lynne, "start again");

            if (isAwaited)
                await story.SayAsync(Person.Lynne, "yes");

            var code = isAwaited ? LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()) : "";
            var shown = string.Format(CultureInfo.InvariantCulture, text, "RZE5-F96Y");
            Row(page, shown, await story.SayAsync(
                Person.Lynne, string.Format(CultureInfo.InvariantCulture, text, code)));
        }
    }

    private static async Task WriteDeclinedAsync(StringBuilder page)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Accounts:Proof"] = "Code" });
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "no");
        Head(page, "Not linked: the question was answered with no");

        foreach (var text in Declined)
            Row(page, text, await story.SayAsync(Person.Lynne, text));
    }

    private static void Head(StringBuilder page, string what) =>
        page.Append(CultureInfo.InvariantCulture, $"\n## {what}\n\n| typed | answered |\n|---|---|\n");

    private static void Row(StringBuilder page, string typed, ChatMessage answer)
    {
        var spelled = typed
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\u200B", "\\u200B", StringComparison.Ordinal);
        var words = answer.Words.Replace("\u2068", "", StringComparison.Ordinal)
            .Replace("\u2069", "", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
        var shown = words.Length > MostShown ? words[..MostShown] + "…" : words;
        page.Append(CultureInfo.InvariantCulture, $"| `{spelled}` | {shown} |\n");
    }
}
