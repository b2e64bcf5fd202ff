namespace Tallyfy.Bot.People;

/// <summary>How a Teams person proves to be a Tallyfy member.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>
    /// How a person in Teams proves to be a member in Tallyfy. Unset, it is <c>Email</c> in Development and
    /// <c>Code</c> elsewhere. See docs/accounts.md.
    /// </summary>
    public AccountProof? Proof { get; set; }

    /// <summary>
    /// Domains whose addresses are believed. <c>Email</c> demands them outside Development; for the others they are a
    /// narrowing.
    /// </summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>
    /// What becomes, when the bot starts, of links that were made by a weaker proof than <c>Proof</c> demands now:
    /// <c>End</c> ends them, and people link anew; <c>Keep</c> lets them stand and says in the log how many do.
    /// </summary>
    public WeakerLinks WeakerLinks { get; init; } = WeakerLinks.End;

    public bool Accepts(string address) =>
        Domains.Count == 0 || Domains.Any(domain => address.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase));
}

internal enum WeakerLinks
{
    /// <summary>They end, and people link anew.</summary>
    End,

    /// <summary>They stand.</summary>
    Keep,
}

internal enum AccountProof
{
    /// <summary>The roster's address and principal name equal the address of exactly one active member.</summary>
    Email,

    /// <summary>They type a code that only that member can read, in a task in Tallyfy.</summary>
    Code,

    /// <summary>
    /// They sign in at Microsoft as themselves and then to Tallyfy as that member; SignIn:Microsoft and SignIn:Tallyfy
    /// have the applications.
    /// </summary>
    SignIn,

    /// <summary>Whoever runs the bot links them at the command line.</summary>
    Admin,
}
