using System.Globalization;
using System.Text;

namespace Tallyfy.Bot.Hearing;

/// <summary>
/// The words that people have for what they want: the commands, what else means the same, and yes and no in the
/// languages that people write in. All of it folded: small letters, no accents, no signs.
/// </summary>
internal static class Vocabulary
{
    public const string Pending = "pending";
    public const string Receipt = "receipt";
    public const string Help = "help";
    public const string Link = "link";
    public const string Unlink = "unlink";
    public const string WhoAmI = "whoami";

    /// <summary>What a letter may be wrong in. What only shows something is done all the same.</summary>
    public static IReadOnlyList<(string Name, Wish Wish, bool IsHarmless)> Commands { get; } =
    [
        (Pending, Wish.Pending, true),
        ("waiting", Wish.Pending, true),
        ("approvals", Wish.Pending, true),
        (Receipt, Wish.Receipt, true),
        (WhoAmI, Wish.WhoAmI, true),
        ("approve", Wish.Decide, true),
        ("reject", Wish.Decide, true),
        (Help, Wish.Help, true),
        (Unlink, Wish.Unlink, false),
        (Link, Wish.Link, false),
    ];

    private static readonly Dictionary<string, Wish> Phrases = Fill(
        (Wish.Pending,
            "pending, list, list all, next, todo, to do, inbox, queue, tasks, my tasks, approvals, open, whats up, "
            + "offen, was wartet, genehmigungen, freigaben, en attente, approbations, pendientes, aprobaciones, "
            + "保留中, 承認待ち, المعلقة, الموافقات"),
        (Wish.Receipt, "receipt, quittung, recu, recibo, 領収書, إيصال"),
        (Wish.Help,
            "help, menu, commands, what can you do, how does this work, who are you, what are you, hilfe, aide, ayuda, "
            + "ヘルプ, مساعدة"),
        (Wish.Greeting,
            "hi, hello, hey, hi there, hello there, good morning, good afternoon, good evening, hallo, guten tag, "
            + "guten morgen, bonjour, salut, hola, buenos dias, こんにちは, مرحبا"),
        (Wish.Link, "link, start, link me, connect, connect me, login, log in, sign in, register"),
        (Wish.LinkAnew, "start again, start over, new code, another code, resend, send again"),
        (Wish.Unlink, "unlink"),
        (Wish.WhoAmI, "whoami, who am i, wer bin ich, qui suis je, quien soy, 私は誰, من أنا"),
        (Wish.Yes,
            "yes, y, yep, yeah, yup, sure, ok, okay, correct, right, thats me, that is me, this is me, its me, "
            + "it is me, i am, it is, thats right, that is right, thats correct, that is correct, of course, go ahead, "
            + "ja, jawohl, das bin ich, genau, stimmt, oui, cest moi, si, claro, soy yo, sim, "
            + "はい, ええ, うん, そうです, نعم, أجل, ايوه"),
        (Wish.No,
            "no, n, nope, not me, thats not me, that is not me, this is not me, its not me, it is not me, "
            + "im not, i am not, wrong person, cancel, stop, quit, exit, abort, nein, "
            + "das bin ich nicht, abbrechen, stopp, non, pas moi, annuler, cancelar, nao, "
            + "いいえ, 違います, キャンセル, لا, كلا, إلغاء"),
        (Wish.Undo,
            "undo, take back, take it back, revert, rückgängig, zurücknehmen, deshacer, 元に戻す, تراجع"),
        (Wish.Decide,
            "approve, approved, reject, rejected, decline, declined, deny, accept, genehmigen, genehmigt, "
            + "freigeben, ablehnen, abgelehnt, approuver, approuve, rejeter, refuser, aprobar, aprobado, rechazar, "
            + "承認, 却下, 拒否, موافق, أوافق, رفض"),
        (Wish.Thanks,
            "thanks, thank you, thx, ty, many thanks, thanks a lot, thank you very much, thank you so much, danke, "
            + "danke schon, vielen dank, merci, merci beaucoup, gracias, muchas gracias, "
            + "ありがとう, ありがとうございます, شكرا"));

    // Each stands for its wish within a sentence, too.
    private static readonly Dictionary<string, Wish> Telling = Fill(
        (Wish.Unlink, "unlink, disconnect, logout"),
        (Wish.Undo, "undo"),
        (Wish.WhoAmI, "whoami"),
        (Wish.Pending,
            "pending, waiting, waits, await, awaiting, awaits, approvals, outstanding, overdue, inbox, queue, todo, "
            + "offen, offene, offenen, wartet, warten, attente, attend, pendiente, pendientes"),
        (Wish.Receipt, "receipt, receipts"),
        (Wish.Link, "link"),
        (Wish.Help, "help, hilfe, aide, ayuda"),
        (Wish.Thanks, "thanks, thank, thx, danke, merci, gracias"));

    private static readonly HashSet<string> Polite = ["please", "pls", "plz", "bitte"];

    // What may stand beside a yes or a no and changes nothing: "cancel it".
    private static readonly HashSet<string> Beside = [.. Polite, "it", "this", "that"];

    // These take note, and answer no question beside a thank you.
    private static readonly HashSet<string> Noting = ["ok", "okay"];

    // What may stand beside the code of a receipt: "what is 7KQ2M-X81ZD".
    private static readonly HashSet<string> Asking = [.. Polite, "what", "whats", "is", "show", "me", "my"];

    // What people say before what they want.
    private static readonly HashSet<string> Opening =
    [
        .. Polite, "i", "id", "we", "can", "could", "you", "to", "just", "yes", "ok", "okay", "hi", "hey", "do", "want",
    ];

    private static readonly HashSet<string> Names = [Pending, Receipt, Help, Link, Unlink, WhoAmI];

    public static Wish? FindPhrase(string phrase) => Phrases.TryGetValue(phrase, out var wish) ? wish : null;

    /// <summary>The first of these in the order of what must not be missed.</summary>
    public static Wish? FindWithin(string[] words)
    {
        foreach (var (word, wish) in Telling)
        {
            if (words.Contains(word))
                return wish;
        }

        return null;
    }

    public static bool IsCommand(string phrase) => Names.Contains(phrase) || phrase == "who am i";

    public static bool IsOfDeciding(string word) => FindPhrase(word) is Wish.Decide;

    public static bool IsPolite(string word) => Polite.Contains(word);

    public static bool IsBeside(string word) => Beside.Contains(word);

    public static bool IsNoting(string word) => Noting.Contains(word);

    public static bool IsAsking(string word) => Asking.Contains(word);

    public static bool IsOpening(string word) => Opening.Contains(word);

    public static string NameOf(Wish wish) => Commands.First(command => command.Wish == wish).Name;

    /// <summary>One form for letters and digits that look alike; what is none is marked.</summary>
    public static string Plain(string text) =>
        string.Concat(text.EnumerateRunes().Select(Whole)).Normalize(NormalizationForm.FormKC);

    /// <summary>The words of a text, folded: what is no letter and no digit parts them.</summary>
    public static string[] Split(string text)
    {
        var folded = new StringBuilder(text.Length);

        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(rune);
            else if (rune.Value is not ('\'' or '’' or 'ʼ' or '`'))
                folded.Append(' ');
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    // What is no character cannot be brought into another form.
    private static string Whole(Rune rune) => (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned
        ? Rune.ReplacementChar
        : rune).ToString();

    private static string Fold(string text) => string.Concat(Plain(text)
        .ToLowerInvariant()
        .Normalize(NormalizationForm.FormD)
        .EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
        .Select(rune => rune.ToString()));

    private static Dictionary<string, Wish> Fill(params (Wish Wish, string Words)[] all) => all
        .SelectMany(one => one.Words.Split(", "), (one, words) => (Key: string.Join(' ', Split(words)), one.Wish))
        .ToDictionary(pair => pair.Key, pair => pair.Wish);
}
