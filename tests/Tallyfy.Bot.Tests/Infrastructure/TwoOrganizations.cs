using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// One bot for Contoso and Fabrikam: in both Tallyfy organizations people have their address, and another number.
/// </summary>
internal sealed class TwoOrganizations : IAsyncDisposable
{
    public const string FabrikamId = "fab21ca0fab21ca0fab21ca0fab21ca0";
    private const string FabrikamToken = "sandbox.personal.fabrikam";
    private const int Apart = 4000;

    private TwoOrganizations()
    {
        Story = ApprovalStory.Begin();
        Fabrikam = new SandboxHost(Story.Clock, seed: Seed(Story.Clock.GetUtcNow()));
        Story.Sandbox.Wire.Elsewhere = (FabrikamToken, new HttpMessageInvoker(Fabrikam.CreateHandler()));
    }

    public ApprovalStory Story { get; }

    public SandboxHost Contoso => Story.Sandbox;

    public SandboxHost Fabrikam { get; }

    public static async Task<TwoOrganizations> BeginAsync(string proof)
    {
        var both = new TwoOrganizations();
        await both.Story.RestartAsync(TimeSpan.Zero, new Dictionary<string, string?>
        {
            ["Accounts:Proof"] = proof,
            ["Tallyfy:Organizations:0:Organization"] = FabrikamId,
            ["Tallyfy:Organizations:0:AccessToken"] = FabrikamToken,
        });
        return both;
    }

    /// <summary>Their number in Fabrikam.</summary>
    public static long MemberThere(Person person) => person.Member + Apart;

    /// <summary>An approval of Fabrikam's, and the card about it.</summary>
    public async Task<ChatMessage> LaunchThereAsync(string title, Person person)
    {
        await Fabrikam.LaunchAsync(new { template = "Purchase request", title, assignees = new[] { person.Email } });
        Story.Sweep();
        return await Story.CardAsync(person, title);
    }

    public async ValueTask DisposeAsync()
    {
        await Story.DisposeAsync();
        await Fabrikam.DisposeAsync();
    }

    private static SandboxState Seed(DateTimeOffset now)
    {
        var state = Seeds.Create(new Organization(FabrikamId, "Fabrikam", "fabrikam", now.AddYears(-1)), now);
        state.Tokens.Add(new AccessToken(FabrikamToken, WellKnown.Bot, now + AccessTokens.PersonalLifetime));
        state.Templates.Add(DemoTemplates.PurchaseRequest(now));

        foreach (var person in new[] { Person.Alex, Person.Lynne, Person.Patti })
        {
            var names = person.Name.Split(' ');
            state.People.Add(new Member
            {
                Id = (int)MemberThere(person),
                Email = person.Email,
                FirstName = names[0],
                LastName = names[1],
                CreatedAt = now.AddMonths(-3),
            });
        }

        return state;
    }
}
