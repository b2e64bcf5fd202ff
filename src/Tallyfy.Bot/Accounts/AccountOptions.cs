namespace Tallyfy.Bot.Accounts;

/// <summary>How a Teams person proves to be a Tallyfy member.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>Unset is <c>Email</c> in Development, and refused elsewhere.</summary>
    public AccountProof? Proof { get; set; }

    /// <summary>Domains whose addresses are believed; demanded for <c>Email</c> outside Development.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    public bool Accepts(string address) =>
        Domains.Count == 0 || Domains.Any(domain => address.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase));
}

internal enum AccountProof
{
    /// <summary>The roster's address and principal name equal the address of exactly one active member.</summary>
    Email,
}
