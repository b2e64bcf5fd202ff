using System.Reflection;

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
}
