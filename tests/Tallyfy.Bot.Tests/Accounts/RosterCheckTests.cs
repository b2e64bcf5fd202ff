using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>What the roster has to say before an address is believed: nothing that is missing counts as good.</summary>
public sealed class RosterCheckTests
{
    private static readonly PersonId Person = new("tenant", "object");

    private static readonly RosterEntry Good = new()
    {
        ObjectId = "object",
        Tenant = "tenant",
        Email = "alexw@example.com",
        PrincipalName = "alexw@example.com",
        Role = "user",
    };

    public static TheoryData<string, string?> Missing
    {
        get
        {
            var rows = new TheoryData<string, string?>();

            foreach (var missing in new[] { "object id", "tenant", "email", "principal name", "role" })
            {
                foreach (var value in new[] { null, "", " ", "\t", "\u00a0", "null" })
                    rows.Add(missing, value);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_value_that_is_missing_is_not_good(string field, string? value) =>
        Assert.NotNull(Check(With(Good, field, value), isDevelopment: false));

    [Theory]
    [MemberData(nameof(Missing))]
    public void Not_even_at_the_desk_but_for_the_two_that_the_Playground_leaves_out(string field, string? value)
    {
        var problem = Check(With(Good, field, value), isDevelopment: true);

        if (field is "principal name" or "role" && value is null)
            Assert.Null(problem);
        else
            Assert.NotNull(problem);
    }

    [Fact]
    public void No_entry_at_all_is_none()
    {
        Assert.NotNull(Check(null, isDevelopment: false));
        Assert.NotNull(Check(new RosterEntry(), isDevelopment: true));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "object")]
    [InlineData("tenant", "")]
    public void Nothing_is_not_the_same_as_nothing(string tenant, string objectId) =>
        Assert.NotNull(RosterCheck.FindProblem(
            Good with { Tenant = tenant, ObjectId = objectId },
            new PersonId(tenant, objectId),
            new AccountOptions { Domains = ["example.com"] },
            isDevelopment: true));

    [Theory]
    [InlineData("guest")]
    [InlineData("anonymous")]
    [InlineData("owner")]
    [InlineData("users")]
    [InlineData("user ")]
    [InlineData("user,guest")]
    public void Only_a_user_is_a_user(string role) =>
        Assert.IsType<LinkProblem.Guest>(Check(Good with { Role = role }, isDevelopment: true));

    [Theory]
    [InlineData("alexw@other.example", "alexw@example.com")]
    [InlineData("alexw@example.com", "alexw@other.example")]
    [InlineData("alexw@example.com.evil.example", "alexw@example.com")]
    [InlineData("alexw@evilexample.com", "alexw@example.com")]
    [InlineData("alexw@example.com", "example.com")]
    [InlineData("example.com", "alexw@example.com")]
    [InlineData("alexw@example.com", "alexw_gmail.com#EXT#@example.com")]
    [InlineData("alexw@example.com", "alexw_gmail.com#ext#@example.com")]
    public void Both_addresses_are_of_the_operators_domains_and_nobodys_guest(string email, string principal)
    {
        Assert.NotNull(Check(Good with { Email = email, PrincipalName = principal }, isDevelopment: false));
        Assert.NotNull(Check(Good with { Email = email, PrincipalName = principal }, isDevelopment: true));
    }

    [Fact]
    public void Whoever_has_it_all_is_vouched_for()
    {
        Assert.Null(Check(Good, isDevelopment: false));
        Assert.Null(Check(Good with { Role = "User" }, isDevelopment: false));
        Assert.Null(Check(Good with { Email = "AlexW@Example.COM" }, isDevelopment: false));
    }

    private static LinkProblem? Check(RosterEntry? entry, bool isDevelopment) => RosterCheck.FindProblem(
        entry, Person, new AccountOptions { Domains = ["example.com"] }, isDevelopment);

    private static RosterEntry With(RosterEntry entry, string field, string? value) => field switch
    {
        "object id" => entry with { ObjectId = value },
        "tenant" => entry with { Tenant = value },
        "email" => entry with { Email = value },
        "principal name" => entry with { PrincipalName = value },
        _ => entry with { Role = value },
    };
}
