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

    private const string Dash = @"[-_.\u2010-\u2015]";

    private readonly string text;
    private readonly string[] words;
    private readonly bool isQuestion;

    private HeardWords(string typed)
    {
        text = Vocabulary.Plain(typed.Length > MostRead ? typed[..MostRead] : typed);
        words = Vocabulary.Split(text);
        isQuestion = text.AsSpan().ContainsAny('?', '؟');
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

    /// <summary>They ask about that word, as it is written, and so do not say it.</summary>
    public bool IsAskedAbout => isQuestion && NearTo is { } near && FindWhole() == near;

    /// <summary>It is a command as it is written.</summary>
    public bool IsExact { get; }

    /// <summary>They ask for the receipt of a code, in so many words, one of them misspelt perhaps.</summary>
    public bool NamesReceipt =>
        Wish is Hearing.Wish.Receipt && ReceiptCode.Length > 0 && Array.Exists(words, IsNearReceipt);

    /// <summary>The code of a receipt, as it was typed; empty where they ask for one without a code.</summary>
    public string ReceiptCode { get; private set; } = "";

    /// <summary>Whether it was meant for a code: some letters and digits, and no sentence.</summary>
    public bool IsLikeACode => Wish is null or Hearing.Wish.Receipt && words.Length is 1 or 2 && HasDigit(text);

    public static HeardWords Read(string? text) => new(text ?? "");

    /// <summary>
    /// A code to be linked by, of so many characters, alone or within a sentence. Words and numbers that happen to be
    /// as long are none; alone, as codes are written, it is one whatever it says.
    /// </summary>
    public string? FindCode(int length)
    {
        var half = $"(?!code)[0-9a-z]{{{length / 2}}}";
        var joined = Regex.Matches(text, $@"(?<!\w){half} ?{Dash} ?{half}(?!\w)", RegexOptions.IgnoreCase);
        var written = Regex.Match(text, $@"^\W*([0-9A-Z]{{{length / 2}}}{Dash}[0-9A-Z]{{{length / 2}}})\W*$");
        var isSpelled = Array.TrueForAll(words, word => word.Length == 1) || !text.Any(char.IsLower);

        return joined.Select(match => string.Concat(match.Value.Where(char.IsAsciiLetterOrDigit)))
            .Concat(words.Where(word => word.Length == length))
            .Concat(FindPairs(length / 2))
            .Append(isSpelled ? string.Concat(words) : "")
            .Where(ReadableCode.IsUnlikeWords)
            .Append(written.Value)
            .Select(typed => ReadableCode.Read(typed, length))
            .FirstOrDefault(letters => letters is not null);
    }

    // What is said before a code is more often as long as its half than what is said after it.
    private IEnumerable<string> FindPairs(int half) => words.Zip(words.Skip(1))
        .Where(pair => pair is { First: not "code" } && pair.First.Length == half && pair.Second.Length == half)
        .Select(pair => pair.First + pair.Second)
        .Reverse();

    private string? FindReceiptCode()
    {
        var half = $"[0-9A-Za-z]{{{ReceiptLength / 2}}}";
        var joined = Regex.Matches(text, $@"(?<!\w){half}{Dash}{half}(?!\w)");
        var isAlone = words.Length == 1 || HasDigit(text) || Array.TrueForAll(words, word => word.Length == 1);

        return joined.Select(match => match.Value)
            .Concat(words.Where(word => word.Length == ReceiptLength && HasDigit(word)))
            .Append(isAlone ? text : "")
            .Select(typed => ReadableCode.Read(typed, ReceiptLength))
            .FirstOrDefault(letters => letters is not null);
    }

    private Wish? FindWhole() =>
        Vocabulary.FindPhrase(string.Join(' ', words.Where(word => !Vocabulary.IsPolite(word))));

    private Wish? FindCertain()
    {
        if (words.Length == 0)
            return isQuestion ? Hearing.Wish.Help : null;

        if (words is [Vocabulary.Receipt, .. var rest] && rest.Length < MostWordsOfAnAnswer)
            return FindReceipt(string.Concat(rest));

        return FindWhole() switch
        {
            Hearing.Wish.Yes or Hearing.Wish.No when isQuestion => null,
            { } wish when isQuestion && IsOfLinking(wish) => null,
            { } wish => wish,
            null when !isQuestion && FindAnswer() is { } answer => answer,
            null => IsReceiptAlone() ? FindReceipt("") : null,
        };
    }

    private static bool IsOfLinking(Wish wish) =>
        wish is Hearing.Wish.Link or Hearing.Wish.LinkAnew or Hearing.Wish.Unlink;

    // Other words are as long, and numbers too: a digit tells it from those and a letter from these. Within a sentence
    // only one that asks for a receipt has one.
    private bool IsReceiptAlone()
    {
        string[] code = [.. words.Where(word => !Vocabulary.IsAsking(word))];

        return words.Length <= MostWordsOfAWish
            && (Array.Exists(words, IsNearReceipt)
                || (code.Length is 1 or 2 && string.Concat(code).Length == ReceiptLength
                    && HasDigit(text) && code.Any(word => word.Any(char.IsAsciiLetter))))
            && FindReceiptCode() is not null;
    }

    private Wish FindReceipt(string rest)
    {
        ReceiptCode = FindReceiptCode() ?? rest;
        return Hearing.Wish.Receipt;
    }

    // "Yes, that is me", and not "yes and no" or "yes, but": whatever stands beside a yes or a no says the same, or
    // is polite.
    private Wish? FindAnswer()
    {
        Wish? answer = null;

        if (words.Any(Vocabulary.IsNoting) && !Array.TrueForAll(words, Vocabulary.IsNoting)
            && Vocabulary.FindPhrase(string.Join(' ', words.Where(word => !Vocabulary.IsNoting(word))))
                is Hearing.Wish.Thanks)
            return Hearing.Wish.Thanks;

        for (var at = 0; at < words.Length;)
        {
            var (wish, count) = FindPhraseAt(at);

            if (count == 0 || (wish is not null && answer is not null && wish != answer))
                return null;

            answer ??= wish;
            at += count;
        }

        return words.Length <= MostWordsOfAnAnswer ? answer : null;
    }

    // The longest first: "it is not me" is another one than "it is".
    private (Wish? Answer, int Count) FindPhraseAt(int at)
    {
        for (var count = words.Length - at; count > 0; count--)
        {
            switch (Vocabulary.FindPhrase(string.Join(' ', words.Skip(at).Take(count))))
            {
                case (Hearing.Wish.Yes or Hearing.Wish.No) and var answer:
                    return (answer, count);
                case Hearing.Wish.Thanks:
                    return (null, count);
            }
        }

        return (null, Vocabulary.IsBeside(words[at]) ? 1 : 0);
    }

    // What links or unlinks is done for no less than its word alone.
    private (Wish Wish, bool IsCertain)? FindLikely() =>
        words.Length > MostWordsOfAWish ? null
        : FindWhole() is { } asked && IsOfLinking(asked) ? (asked, false)
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
            where wrong <= MostWrongLetters(word, command.Name)
            orderby wrong
            select (command.Wish, command.Wish is Hearing.Wish.Decide || (command.IsHarmless && wrong == 1));

        return near.Select(one => ((Wish, bool)?)one).FirstOrDefault();
    }

    private static int MostWrongLetters(string word, string name) => Math.Min(word.Length, name.Length) < 6 ? 1 : 2;

    private static bool IsNearReceipt(string word) =>
        NearName.DistanceOf(word, Vocabulary.Receipt) <= MostWrongLetters(word, Vocabulary.Receipt);

    private static bool HasDigit(string typed) => typed.Any(char.IsAsciiDigit);
}
