using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.People;

/// <summary>What the trail keeps of a link between a Teams person and a Tallyfy member.</summary>
internal static class LinkTrail
{
    extension(TrailEntry)
    {
        public static TrailEntry OfLink(LinkedAccount account, AccountProof proof, DateTimeOffset at) =>
            Of(account.Organization, TrailKind.LinkMade, at, account.Person, account.TallyfyUserId) with
            {
                Proof = proof.ToString(),
            };

        public static TrailEntry OfRemovedLink(
            PersonId person, string organization, long member, LinkEnd by, DateTimeOffset at) =>
            Of(organization, TrailKind.LinkRemoved, at, person, member) with { Answer = by.ToString() };
    }

    private static TrailEntry Of(
        string organization, TrailKind kind, DateTimeOffset at, PersonId person, long member) =>
        TrailEntry.From(organization, kind, at, person.Tenant, person.ObjectId, member);
}
