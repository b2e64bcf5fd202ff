using FsCheck.Fluent;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Tests.Fuzz;

namespace Tallyfy.Bot.Tests.Hearing;

/// <summary>What people type and what they mean by it, and what is only near to that.</summary>
public sealed class HeardWordsTests
{
    public static TheoryData<string, string> Said => Rows(
        (nameof(Wish.Pending),
        [
            "pending", "Pending", "PENDING", "pending.", "pending!", "pending?", "pending…", "\"pending\"", "“pending”",
            "'pending'", "«pending»", "(pending)", "**pending**", "_pending_", "`pending`", "/pending", "#pending",
            "- pending", "pending 🙂", "🙏 pending", "pending please", "Please, pending", "ｐｅｎｄｉｎｇ", "pénding",
            "show pending", "show me pending", "pending approvals", "Pending approvals?", "show my approvals", "list",
            "next", "what is waiting for me", "What is waiting for me?", "what's waiting for me to approve?",
            "anything waiting?", "what waits", "my approvals", "pendign", "pendnig", "peding", "pennding", "pending1",
            "aprovals", "do I have anything pending", "offen", "was wartet auf mich?", "en attente", "pendientes",
            "保留中", "承認待ち", "list pending", "to-do", "To do", "tasks",
        ]),
        (nameof(Wish.Help),
        [
            "help", "Help!", "?", "???", "help me", "can you help me please", "ヘルプ", "what can you do?", "hlp",
            "helpp",
        ]),
        (nameof(Wish.Greeting),
            ["hi", "Hello", "hey", "Guten Tag", "bonjour", "hola", "こんにちは", "مرحبا", "Good morning!", "hi please"]),
        (nameof(Wish.Undo),
            ["undo", "Undo!", "undo?", "undo it", "please undo my approval", "can you undo this?", "take it back"]),
        (nameof(Wish.Receipt),
        [
            "receipt", "Receipt?", "receipt 7KQ2M-X81ZD", "receipt: 7KQ2M-X81ZD", "receipt 7KQ2MX81ZD",
            "receipt 7kq2m x81zd", "7KQ2M-X81ZD", "7kq2m-x81zd", "7KQ2MX81ZD", "what is 7KQ2M-X81ZD", "reciept",
            "receipt code", "**7KQ2M-X81ZD**", "7KQ2M–X81ZD",
        ]),
        (nameof(Wish.Decide),
        [
            "approve", "Approve!", "approved", "reject", "I approve", "I approve this", "please approve it",
            "yes, approve", "ok approve", "approve all", "approve everything that is pending", "reject it, too dear",
            "can you approve the desks", "aprove", "rejct", "decline", "deny", "genehmigen", "ablehnen", "approuver",
            "rechazar", "承認", "却下", "موافق", "رفض",
        ]),
        (nameof(Wish.Yes),
        [
            "yes", "Yes.", "YES!!", "y", "yes please", "Yes, please", "yes thanks", "yes that's me", "yep", "ok",
            "okay", "sure",
            "that's me", "ja", "Ja!", "Ja bitte", "ja, das bin ich", "oui", "Oui, c'est moi", "c’est moi", "sí", "si",
            "Sí, soy yo", "はい", "はい、そうです", "ええ", "نعم", "نعم.", "sim",
        ]),
        (nameof(Wish.No),
        [
            "no", "No.", "n", "no thanks", "no, thank you", "No, that's not me", "nope", "cancel", "Stop.",
            "cancel it", "nein",
            "Nein danke", "non", "Non merci", "abbrechen", "いいえ", "لا", "لا شكرا", "não", "not me",
        ]),
        (nameof(Wish.Link), ["link", "Link", "link me", "start", "/link", "please link", "sign in"]),
        (nameof(Wish.LinkAnew), ["start again", "Start over!", "new code"]),
        (nameof(Wish.Unlink), ["unlink", "Unlink!", "/unlink"]),
        (nameof(Wish.WhoAmI), ["whoami", "Who am I?", "whoam i", "who am i please", "wer bin ich?", "whoamI"]),
        (nameof(Wish.Thanks),
        [
            "thanks", "Thanks!", "thank you", "thank you very much!", "danke", "merci", "شكرا", "thanks a lot",
            "ok thanks", "Ok, thanks!", "okay thank you", "thanks ok",
        ]));

    [Theory]
    [MemberData(nameof(Said))]
    public void It_is_understood(string text, string wish) =>
        Assert.Equal(wish, HeardWords.Read(text).Wish?.ToString());

    public static TheoryData<string, string> Nearly => Rows(
        (nameof(Wish.Pending), ["pendigns", "pednign", "pedign"]),
        (nameof(Wish.Link), ["lnk", "lonk", "the link is broken", "can you link me to Tallyfy", "link?", "sign in?"]),
        (nameof(Wish.LinkAnew), ["start again?", "Start over?", "new code?", "new code, please?"]),
        (nameof(Wish.Unlink), ["unlnk", "unlinkk", "please unlink me", "how do I unlink?", "disconnect", "unlink?"]));

    [Theory]
    [MemberData(nameof(Nearly))]
    public void It_is_asked_about(string text, string wish)
    {
        var heard = HeardWords.Read(text);

        Assert.Equal((null, wish), (heard.Wish, heard.NearTo?.ToString()));
    }

    public static TheoryData<string> Others =>
    [
        "", "   ", "🙂", "snooze", "the weather is nice today", "I will be in the office tomorrow",
        "yes and no", "Sure?", "yes but that's not me", "no idea", "hello world program", "banana", "12", "QJ72-CDJE",
        "call me 0301234567", "call me at 03012-34567", "0301234567", "my order is AB12C-34567 of last week", "yes?",
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void It_is_about_something_else(string text)
    {
        var heard = HeardWords.Read(text);

        Assert.Equal((null, null), (heard.Wish, heard.NearTo));
    }

    [Theory]
    [InlineData("receipt", "")]
    [InlineData("receipt: 7KQ2M-X81ZD", "7KQ2MX81ZD")]
    [InlineData("the receipt for 7kq2m-x81zd please", "7KQ2MX81ZD")]
    [InlineData("receipt 7KQ2M", "7kq2m")]
    [InlineData("recipt ABCDE-12345", "ABCDE12345")]
    public void The_code_of_a_receipt_is_found(string text, string code) =>
        Assert.Equal(code, HeardWords.Read(text).ReceiptCode);

    [Theory]
    [InlineData("pending", true)]
    [InlineData("Pending!", true)]
    [InlineData("receipt 7KQ2M-X81ZD", true)]
    [InlineData("who am I", true)]
    [InlineData("pendign", false)]
    [InlineData("show pending", false)]
    [InlineData("approve", false)]
    [InlineData("start", false)]
    [InlineData("7KQ2M-X81ZD", false)]
    public void A_command_is_told_from_what_only_means_it(string text, bool isExact) =>
        Assert.Equal(isExact, HeardWords.Read(text).IsExact);

    [Fact]
    public void Any_two_neighbours_exchanged_or_one_letter_wrong_is_still_the_list()
    {
        const string Word = Vocabulary.Pending;

        for (var at = 0; at + 1 < Word.Length; at++)
        {
            var exchanged = Word[..at] + Word[at + 1] + Word[at] + Word[(at + 2)..];
            Assert.Equal(Wish.Pending, HeardWords.Read(exchanged).Wish);
            Assert.Equal(Wish.Pending, HeardWords.Read(Word.Remove(at, 1)).Wish);
            Assert.Equal(Wish.Pending, HeardWords.Read(Word.Insert(at, "z")).Wish);
        }
    }

    /// <summary>Whatever stands around a word that says what is wanted.</summary>
    [Fact]
    public void Signs_around_a_command_change_nothing()
    {
        var around = Gen.Elements(
                ".", "!", "?", "…", "\"", "“", "”", "'", "*", "_", "/", "🙂", " ", "-", ":", "(", ")", ",", "\u200B")
            .ArrayOf()
            .Select(signs => string.Concat(signs));

        Bot.Tests.Fuzz.Fuzz.Check(
            from before in around from after in around select before + Vocabulary.Pending + after,
            text => Assert.Equal(Wish.Pending, HeardWords.Read(text).Wish));
    }

    [Fact]
    public void Whatever_is_typed_is_read_in_the_same_way_each_time() => Bot.Tests.Fuzz.Fuzz.Check(
        Bot.Tests.Fuzz.Fuzz.Rows([.. Pieces.Text, .. Pieces.Hidden, .. Pieces.Html, "pending", "yes", "7KQ2M-X81ZD"]),
        text =>
        {
            var (once, again) = (HeardWords.Read(text), HeardWords.Read(text));

            Assert.Equal((once.Wish, once.NearTo), (again.Wish, again.NearTo));
            Assert.True(once.Wish is null || once.NearTo is null);
            Assert.True(once.FindCode(8) is null or { Length: 8 });
        });

    private static TheoryData<string, string> Rows(params (string Wish, string[] Texts)[] rows)
    {
        var all = new TheoryData<string, string>();

        foreach (var (wish, texts) in rows)
        {
            foreach (var text in texts)
                all.Add(text, wish);
        }

        return all;
    }
}
