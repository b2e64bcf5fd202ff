using System.Text.RegularExpressions;
using Tallyfy.Bot.Settings;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Hearing;

/// <summary>
/// The one reading of what a person typed, once the client's wrapping is off: signs, case and accents do not count, and
/// words that are near to one of ours are told from those that are it.
/// </summary>
internal sealed class HeardWords
{
    /// <summary>What is longer is read up to here: nobody words a wish at such length.</summary>
    private const int MostRead = 1_000;

    private const int MostWordsOfAnAnswer = 6;
    private const int MostWordsOfAWish = 15;

    /// <summary>In longer sentences a word that is near to one of ours is more likely another one.</summary>
    private const int MostWordsWithATypo = 3;

    private const int ReceiptLength = 10;

    private readonly string text;
    private readonly string[] words;

    private HeardWords(string typed)
    {
        text = Vocabulary.Plain(typed.Length > MostRead ? typed[..MostRead] : typed);
        words = Vocabulary.Split(text);
        IsExact = Vocabulary.IsCommand(string.Join(' ', words)) || words is [Vocabulary.Receipt, ..];
        Wish = FindCertain();

        if (Wish is null && FindLikely() is var (wish, isCertain))
        {
            Wish = isCertain ? wish : null;
            NearTo = isCertain ? null : wish;
        }
    }

    /// <summary>Null where it is about something else, or only near to a wish.</summary>
    public Wish? Wish { get; }

    /// <summary>What they may have meant, where that is not certain enough to do it.</summary>
    public Wish? NearTo { get; }

    /// <summary>It is a command as it is written.</summary>
    public bool IsExact { get; }

    /// <summary>The code of a receipt, as it was typed; empty where they ask for one without a code.</summary>
    public string ReceiptCode { get; private set; } = "";

    /// <summary>Whether it was meant for a code: some letters and digits, and no sentence.</summary>
    public bool IsLikeACode => Wish is null or Hearing.Wish.Receipt && words.Length is 1 or 2 && HasDigit(text);

    public static HeardWords Read(string? text) => new(text ?? "");

    /// <summary>
    /// A code of so many characters, alone or within a sentence. Words that happen to have as many letters are none.
    /// </summary>
    public string? FindCode(int length)
    {
        var half = $"[0-9A-Za-z]{{{length / 2}}}";
        var joined = Regex.Matches(text, $@"(?<!\w){half}[-_.\u2010-\u2015]{half}(?!\w)");
        var isAlone = words.Length == 1 || HasDigit(text) || Array.TrueForAll(words, word => word.Length == 1);

        return joined.Select(match => match.Value)
            .Concat(words.Where(word => word.Length == length && HasDigit(word)))
            .Append(isAlone ? text : "")
            .Select(typed => ReadableCode.Read(typed, length))
            .FirstOrDefault(letters => letters is not null);
    }

    private Wish? FindCertain()
    {
        var phrase = string.Join(' ', words.Where(word => !Vocabulary.IsPolite(word)));

        if (words.Length == 0)
            return text.Contains('?', StringComparison.Ordinal) ? Hearing.Wish.Help : null;

        if (words is [Vocabulary.Receipt, .. var rest] && rest.Length < MostWordsOfAnAnswer)
            return FindReceipt(string.Concat(rest));

        return Vocabulary.FindPhrase(phrase)
            ?? FindAnswer()
            ?? (IsReceiptAlone() ? FindReceipt("") : null);
    }

    // Without a digit it needs its dash: other words are as long.
    private bool IsReceiptAlone() =>
        words.Length is > 0 and <= MostWordsOfAWish
        && (words.Length > 1 || HasDigit(text))
        && FindCode(ReceiptLength) is not null;

    private Wish FindReceipt(string rest)
    {
        ReceiptCode = FindCode(ReceiptLength) ?? rest;
        return Hearing.Wish.Receipt;
    }

    // "Yes, that is me", and not "yes and no".
    private Wish? FindAnswer()
    {
        var said = words.Select(Vocabulary.FindPhrase)
            .Where(wish => wish is Hearing.Wish.Yes or Hearing.Wish.No)
            .Distinct()
            .ToArray();

        return words.Length <= MostWordsOfAnAnswer
            && said is [var answer]
            && Vocabulary.FindPhrase(words[0]) == answer
            && !Array.Exists(words, Vocabulary.IsOfDeciding)
                ? answer
                : null;
    }

    // What links or unlinks is done for no less than its word alone.
    private (Wish Wish, bool IsCertain)? FindLikely() =>
        words.Length > MostWordsOfAWish ? null
        : Vocabulary.IsOfDeciding(Array.Find(words, word => !Vocabulary.IsOpening(word)) ?? "")
            ? (Hearing.Wish.Decide, true)
        : Vocabulary.FindWithin(words) is { } wish ? (wish, wish is not (Hearing.Wish.Link or Hearing.Wish.Unlink))
        : Array.Exists(words, Vocabulary.IsOfDeciding) ? (Hearing.Wish.Decide, true)
        : FindNear();

    private (Wish Wish, bool IsCertain)? FindNear()
    {
        if (words.Length > MostWordsWithATypo)
            return null;

        var near =
            from word in words
            from command in Vocabulary.Commands
            let wrong = NearName.DistanceOf(word, command.Name)
            where wrong <= (Math.Min(word.Length, command.Name.Length) < 6 ? 1 : 2)
            orderby wrong
            select (command.Wish, command.Wish is Hearing.Wish.Decide || (command.IsHarmless && wrong == 1));

        return near.Select(one => ((Wish, bool)?)one).FirstOrDefault();
    }

    private static bool HasDigit(string typed) => typed.Any(char.IsAsciiDigit);
}
