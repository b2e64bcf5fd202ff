namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>The sandbox's demo organization, as CONTRIBUTING.md names it: a change there breaks people too.</summary>
internal static class Seed
{
    public const string Organization = "c0a7050c0a7050c0a7050c0a7050c0a7";
    public const string AccessToken = "sandbox-personal-access-token";
    public const string ClientId = "3979";
    public const string ClientSecret = "sandbox-client-secret";
    public const string ServiceUser = "bot@example.com";
    public const string Alex = "alexw@example.com";
    public const string Megan = "meganb@example.com";
    public const long AlexId = 1002;
    public const long MeganId = 1003;
}
