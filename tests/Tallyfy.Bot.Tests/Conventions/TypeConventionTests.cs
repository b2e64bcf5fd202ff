using System.Reflection;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.Tests.Conventions;

public sealed class TypeConventionTests
{
    private static readonly string[] Hosts = ["Tallyfy.Bot", "Tallyfy.Sandbox"];
    private static readonly string[] Source = [.. Hosts, "Tallyfy.Client", "Tallyfy.Bot.Protocol"];

    [Fact]
    public void Nothing_top_level_is_public_in_a_host()
    {
        Violations.None(TypeRules.Visible(TypesOf(Hosts)));
    }

    [Fact]
    public void Names_say_what_a_type_is()
    {
        Violations.None(TypeRules.BadlyNamed(TypesOf(Source)));
    }

    [Fact]
    public void Asynchronous_methods_say_so_and_take_a_token_last()
    {
        Violations.None(TypeRules.BadlyAsynchronous(TypesOf(Source)));
    }

    [Fact]
    public void No_constructor_takes_more_than_eight()
    {
        Violations.None(TypeRules.Demanding(TypesOf(Source)));
    }

    [Fact]
    public void Only_the_paced_channel_reaches_the_chat_platform()
    {
        Violations.None(TypeRules.Unpaced(TypesOf(Hosts)));
    }

    [Fact]
    public void A_constructor_that_takes_too_much_is_seen()
    {
        Assert.Single(TypeRules.Demanding([typeof(TakesNine), typeof(TypeConventionTests)]));
    }

    [Fact]
    public void A_way_past_the_limits_is_seen()
    {
        Assert.Equal(2, TypeRules.Unpaced([typeof(TakesSeam), typeof(TakesTeams), typeof(PacedChannel)]).Count());
    }

    [Fact]
    public void A_public_type_is_seen()
    {
        Assert.Single(TypeRules.Visible([typeof(TypeConventionTests), typeof(Planted)]));
    }

    [Theory]
    [InlineData(typeof(Planted.ApprovalManager), true)]
    [InlineData(typeof(Planted.TapHandler), true)]
    [InlineData(typeof(Planted.WireHandler), false)]
    [InlineData(typeof(Planted.Approval), false)]
    public void A_bad_name_is_seen(Type type, bool isBad)
    {
        Assert.Equal(isBad, TypeRules.BadlyNamed([type]).Any());
    }

    [Fact]
    public void A_bad_asynchronous_method_is_seen()
    {
        var seen = TypeRules.BadlyAsynchronous([typeof(Planted.Asynchronous)]);

        Assert.Equal(
            ["DefaultedAsync", "Nameless", "NothingAsync"],
            seen.Select(method => method[(method.LastIndexOf('.') + 1)..]).Order());
    }

    private static IEnumerable<Type> TypesOf(IEnumerable<string> assemblies) =>
        assemblies.SelectMany(name => Assembly.Load(name).GetTypes());

    private sealed class TakesNine
    {
        public TakesNine(int a, int b, int c, int d, int e, int f, int g, int h, int i) =>
            _ = a + b + c + d + e + f + g + h + i;
    }

    private sealed class TakesSeam
    {
        public TakesSeam(IChatChannel channel) => _ = channel;
    }

    private sealed class TakesTeams
    {
        public TakesTeams(TeamsChannel channel) => _ = channel;
    }
}
