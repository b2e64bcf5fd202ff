using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>Talks to the dialog turn by turn, and does for it what it wants done.</summary>
internal sealed class LinkTalk(AccountProof proof = AccountProof.Code)
{
    public static readonly LinkedAccount Alex = Member(1002, "Alex Wilber");

    public static readonly Uri SignInAddress = new("https://bot.example.com/link/nonce");

    private readonly List<DateTimeOffset> wrongCodes = [];
    private readonly List<DateTimeOffset> codes = [];
    private int tasks;

    public LinkProgress Progress { get; private set; } = LinkProgress.None;

    public LinkedAccount? Known { get; set; }

    /// <summary>Whom Teams and Tallyfy take the person for.</summary>
    public LinkResult Found { get; set; } = new LinkResult.Linked(Alex);

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public bool TallyfyAnswers { get; set; } = true;

    /// <summary>The newest, as its owner reads it in Tallyfy.</summary>
    public string Code { get; private set; } = "";

    public int CodesSent => tasks;

    /// <summary>What the store counts: the last hour, whatever was said in it.</summary>
    public LinkTries Tries => new(Within(wrongCodes), wrongCodes.LastOrDefault(), Within(codes));

    public List<string> Archived { get; } = [];

    /// <summary>Null where the dialog leaves the words to others.</summary>
    public LinkReply? Say(string words)
    {
        var said = HeardWords.Read(words);

        if (LinkWords.Read(said, Progress.Stage) is not { } word)
            return null;

        var step = LinkDialog.Take(Progress, EventOf(word, said), Tries, proof, Now);

        return Follow(step.Effect switch
        {
            LinkEffect.SendCode => SendCode(step.Next),
            LinkEffect.OfferSignIn => LinkDialog.Take(
                step.Next, new LinkEvent.SignInOffered(SignInAddress), Tries, proof, Now) with
            {
                Archive = step.Archive,
            },
            _ => step,
        });
    }

    /// <summary>Somebody signs in to Tallyfy at the person's link.</summary>
    public LinkReply? SignIn(long member) =>
        Follow(LinkDialog.Take(Progress, new LinkEvent.SignedIn(member), Tries, proof, Now));

    private LinkReply? Follow(LinkTransition step)
    {
        Progress = step.Next;

        if (step.Archive is { } task)
            Archived.Add(task);

        if (step.WrongCodeFor is not null)
            wrongCodes.Add(Now);

        Known = step switch
        {
            { Effect: LinkEffect.Link, Reply: LinkReply.Linked(var account) } => account,
            { Effect: LinkEffect.Unlink } => null,
            _ => Known,
        };

        return step.Reply;
    }

    /// <summary>Up to the code, which is in Tallyfy then.</summary>
    public static LinkTalk WithCode()
    {
        var talk = new LinkTalk();
        talk.Say("link");
        talk.Say("yes");
        return talk;
    }

    public void Wait(TimeSpan time) => Now += time;

    private LinkEvent EventOf(LinkWord word, HeardWords said) => word switch
    {
        LinkWord.Link or LinkWord.LinkAnew => new LinkEvent.Asked(Known, Found)
        {
            IsAnew = word is LinkWord.LinkAnew,
        },
        LinkWord.Yes => new LinkEvent.Confirmed(),
        LinkWord.No => new LinkEvent.Cancelled(),
        LinkWord.Code => new LinkEvent.CodeTyped(said.FindCode(LinkCode.Length)!),
        LinkWord.Other => new LinkEvent.SaidOther(said.IsLikeACode),
        LinkWord.Unlink => new LinkEvent.Unlinked(Known),
        _ => new LinkEvent.WhoAmI(Known),
    };

    private LinkTransition SendCode(LinkProgress confirmed)
    {
        var (code, written) = LinkCode.Create();
        var made = LinkDialog.Take(confirmed, new LinkEvent.CodeMade(code), Tries, proof, Now).Next;

        if (!TallyfyAnswers)
            return LinkDialog.Take(made, new LinkEvent.CodeNotSent(), Tries, proof, Now);

        codes.Add(Now);
        Code = written;
        return LinkDialog.Take(made, new LinkEvent.CodeSent($"task-{++tasks}"), Tries, proof, Now);
    }

    /// <summary>Somebody else guesses at the same member.</summary>
    public void GuessElsewhere(int times) => wrongCodes.AddRange(Enumerable.Repeat(Now, times));

    private int Within(List<DateTimeOffset> tries) => tries.Count(at => at > Now - LinkDialog.BarredFor);

    private static LinkedAccount Member(long id, string name) => new()
    {
        Person = new PersonId("tenant", "object"),
        Organization = "organization",
        TallyfyUserId = id,
        Email = "alexw@example.com",
        DisplayName = name,
    };
}
