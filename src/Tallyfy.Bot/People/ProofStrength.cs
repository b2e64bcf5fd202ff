using System.Diagnostics;

namespace Tallyfy.Bot.People;

/// <summary>Which proof of a link is worth how much: docs/accounts.md says why.</summary>
internal static class ProofStrength
{
    extension(AccountProof proof)
    {
        /// <summary>The proofs whose links stand where this one is demanded.</summary>
        public IReadOnlyList<AccountProof> AtLeast =>
            [.. Enum.GetValues<AccountProof>().Where(other => Of(other) >= Of(proof))];
    }

    private static int Of(AccountProof proof) => proof switch
    {
        AccountProof.Email => 0,
        AccountProof.Code or AccountProof.SignIn => 1,
        AccountProof.Admin => 2,
        _ => throw new UnreachableException(),
    };
}
