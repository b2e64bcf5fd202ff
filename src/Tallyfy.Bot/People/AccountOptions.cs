namespace Tallyfy.Bot.People;

/// <summary>How a Teams person proves to be a Tallyfy member.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>Unset is <c>Email</c> in Development and <c>Code</c> elsewhere.</summary>
    public AccountProof? Proof { get; set; }

    /// <summary>Domains whose addresses are believed: demanded for <c>Email</c> outside Development, a narrowing for the others.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    public bool Accepts(string address) =>
        Domains.Count == 0 || Domains.Any(domain => address.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase));
}

internal enum AccountProof
{
    /// <summary>The roster's address and principal name equal the address of exactly one active member.</summary>
    Email,

    /// <summary>They type a code that only that member can read, in a task in Tallyfy.</summary>
    Code,

    /// <summary>They sign in to Tallyfy as that member; SignIn:Tallyfy has the application.</summary>
    SignIn,

    /// <summary>Whoever runs the bot links them at the command line.</summary>
    Admin,
}
