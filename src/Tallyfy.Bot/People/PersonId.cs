namespace Tallyfy.Bot.People;

/// <summary>A person in Teams: tenant id and Entra object id of a verified activity, never of a card.</summary>
internal readonly record struct PersonId
{
    public PersonId(string tenant, string objectId) => (Tenant, ObjectId) = (Read(tenant), Read(objectId));

    public string Tenant { get; }

    public string ObjectId { get; }

    public override string ToString() => $"{Tenant}/{ObjectId}";

    // Entra's ids are GUIDs: in capitals or in braces one is still the same person's.
    private static string Read(string id) => Guid.TryParse(id, out var guid) ? guid.ToString("D") : id;
}
