namespace Tallyfy.Bot.Accounts;

/// <summary>What became of the attempt to find out who somebody is in Tallyfy.</summary>
internal abstract record LinkResult
{
    private LinkResult()
    {
    }

    public sealed record Linked(LinkedAccount Account) : LinkResult;

    public sealed record Refused(LinkProblem Problem) : LinkResult;
}

/// <summary>Why a person has no account; each has its sentence.</summary>
internal enum LinkProblem
{
    /// <summary>Teams' roster does not know the person, or names another one.</summary>
    UnknownToTeams,

    /// <summary>A guest, a federated or an anonymous person.</summary>
    NotAMemberOfTheTenant,

    /// <summary>The roster has no address, or one outside the permitted domains.</summary>
    AddressNotAccepted,

    NoTallyfyMember,

    SeveralTallyfyMembers,

    /// <summary>Invited or disabled in Tallyfy.</summary>
    InactiveTallyfyMember,

    TallyfySilent,

    /// <summary>No organization is configured for the person's tenant.</summary>
    TenantNotServed,
}
