using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Seed;

/// <summary>What the sandbox starts with.</summary>
internal static class Seeds
{
    public static SandboxState Create(string? seed, DateTimeOffset now) => seed switch
    {
        null or "" or "none" => Empty(now),
        "demo" => DemoSeed.Create(now),
        _ => throw new InvalidOperationException($"There is no seed \"{seed}\". Known: none, demo."),
    };

    /// <summary>An organization, its administrator and the token of that person: enough to be called.</summary>
    public static SandboxState Create(string organization, string slug, DateTimeOffset now)
    {
        var founded = now.AddYears(-1);
        var state = new SandboxState
        {
            Organization = new Organization(WellKnown.OrganizationId, organization, slug, founded),
            Client = new ApplicationClient(WellKnown.ClientId, WellKnown.ClientSecret),
        };

        state.People.Add(new Member
        {
            Id = WellKnown.Bot,
            Email = WellKnown.AdministratorEmail,
            FirstName = "Tallyfy",
            LastName = "Bot",
            Role = MemberRole.Admin,
            JobTitle = "Owner of the access token",
            CreatedAt = founded,
        });
        state.Tokens.Add(new AccessToken(WellKnown.AccessToken, WellKnown.Bot, now + AccessTokens.PersonalLifetime));
        return state;
    }

    private static SandboxState Empty(DateTimeOffset now) => Create("My organization", "my-organization", now);
}
