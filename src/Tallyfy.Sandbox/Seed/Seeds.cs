using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

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
    public static SandboxState Create(Organization organization, DateTimeOffset now)
    {
        var state = new SandboxState
        {
            Organization = organization,
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
            CreatedAt = organization.CreatedAt,
        });
        state.Tokens.Add(new AccessToken(WellKnown.AccessToken, WellKnown.Bot, now + AccessTokens.PersonalLifetime));
        return state;
    }

    private static SandboxState Empty(DateTimeOffset now) =>
        Create(new Organization(WellKnown.OrganizationId, "My organization", "my-organization", now.AddYears(-1)), now);
}
