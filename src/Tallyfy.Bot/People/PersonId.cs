namespace Tallyfy.Bot.People;

/// <summary>A person in Teams: tenant id and Entra object id of a verified activity, never of a card.</summary>
internal readonly record struct PersonId(string Tenant, string ObjectId)
{
    public override string ToString() => $"{Tenant}/{ObjectId}";
}
