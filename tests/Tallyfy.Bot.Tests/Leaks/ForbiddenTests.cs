using Tallyfy.Bot.Tests.Infrastructure.Leaks;

namespace Tallyfy.Bot.Tests.Leaks;

public sealed class ForbiddenTests
{
    [Theory]
    [InlineData("Decided by Alex", true)]
    [InlineData("Alex", true)]
    [InlineData("{\"name\":\"Alex\"}", true)]
    [InlineData("who=Alex Wilber;", true)]
    [InlineData("Alex's approval", true)]
    [InlineData("Wilber, Alexander", true)]
    [InlineData("Name_Alex", true)]
    [InlineData("MEQCIBlhCiIQ3Ksmz4UiAlexwoZSntjj1sCQ", false)]
    [InlineData("UiAlexwo and UiAlexwo", false)]
    [InlineData("Alexander", false)]
    [InlineData("alex", false)]
    public void A_name_is_found_as_a_word_and_not_in_the_middle_of_a_random_id(string line, bool isFound)
    {
        var forbidden = new Forbidden();
        forbidden.AddPerson("Alex Wilber", "alex@contoso.example");

        Assert.Equal(isFound ? [LeakKind.Name] : [], forbidden.FindIn(line));
    }

    [Fact]
    public void One_in_an_id_does_not_hide_one_that_is_a_word()
    {
        var forbidden = new Forbidden();
        forbidden.AddPerson("Alex Wilber", "alex@contoso.example");

        Assert.Equal([LeakKind.Name], forbidden.FindIn("UiAlexwo was of Alex"));
    }

    [Fact]
    public void A_name_is_found_as_a_log_in_json_spells_it()
    {
        var forbidden = new Forbidden();
        forbidden.AddPerson("Zoë Ångström", "zoe@contoso.example");

        Assert.Equal([LeakKind.Name], forbidden.FindIn("""{"Message":"to \u00C5ngstr\u00F6m"}"""));
    }
}
