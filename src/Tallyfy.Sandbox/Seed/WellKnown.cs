namespace Tallyfy.Sandbox.Seed;

/// <summary>What never changes from start to start, so that settings and tests can name it.</summary>
internal static class WellKnown
{
    public const string OrganizationId = "c0a7050c0a7050c0a7050c0a7050c0a7";
    public const string AccessToken = "sandbox-personal-access-token";
    public const string ClientId = "3979";
    public const string ClientSecret = "sandbox-client-secret";

    /// <summary>The administrator whose token the personal access token is.</summary>
    public const string AdministratorEmail = "bot@example.com";

    public const int Bot = 1001;
    public const int Alex = 1002;
    public const int Megan = 1003;
    public const int Adele = 1004;
    public const int Isaiah = 1005;
    public const int Patti = 1006;
    public const int Lynne = 1007;

    /// <summary>The light member.</summary>
    public const int Diego = 1008;

    /// <summary>The guest, who works for a supplier.</summary>
    public const int Lidia = 1009;

    public const string GuestEmail = "lidiah@example.net";

    public const string Finance = "f1a2ce00f1a2ce00f1a2ce00f1a2ce00";
}
