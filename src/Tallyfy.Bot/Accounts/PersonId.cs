namespace Tallyfy.Bot.Accounts;

/// <summary>A person in Teams: tenant id and Entra object id of a verified activity, never of a card.</summary>
internal readonly record struct PersonId(string Tenant, string ObjectId)
{
    /// <summary>Stands for the tenant on channel <c>emulator</c>, which knows none; it exists in Development only.</summary>
    public const string EmulatorTenant = "emulator";

    public override string ToString() => $"{Tenant}/{ObjectId}";
}
