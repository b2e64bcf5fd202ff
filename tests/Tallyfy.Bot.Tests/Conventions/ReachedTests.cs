using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Tests.Cards;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>Nothing is written, drawn or told apart that nobody can ever see.</summary>
public sealed partial class ReachedTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Bot = typeof(ApprovalsBot).Assembly;
    private static readonly ReachedCode Code = ReachedCode.From(Bot.EntryPoint!);

    /// <summary>Values that decide what a card says.</summary>
    private static readonly Type[] Told =
    [
        typeof(Sentence), typeof(OperatorNews), typeof(WhyNotInChat), typeof(UndoBlockReason), typeof(RefusalKind),
        typeof(Unavailability), typeof(BlockReasonKind), typeof(RuleEffect), typeof(ProofState),
    ];

    [Fact]
    public void Every_sentence_is_said_by_code_that_runs() => Violations.None(
        Texts.Where(text => !Code.Runs(text)).Select(text => $"CardTexts.{NameOf(text)} is said by nothing that runs"));

    [Fact]
    public void Every_case_of_a_closed_family_comes_to_be() => Violations.None(
        Bot.GetTypes()
            .Where(type => type is { IsSealed: true, IsNested: true } && type.BaseType == type.DeclaringType)
            .Where(type => !type.GetConstructors(All).Any(one => !ReachedCode.IsCopy(one) && Code.Runs(one)))
            .Select(type => $"{type.DeclaringType!.Name}.{type.Name} is made by nothing that runs"));

    [Fact]
    public void Every_part_of_a_card_is_drawn_by_code_that_runs() => Violations.None(
        Bot.GetTypes()
            .Where(IsOfCards)
            .SelectMany(type => type.GetMethods(All))
            .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !method.IsAbstract)
            .Where(method => !Code.Runs(method))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name} runs nowhere"));

    [Fact]
    public void Every_value_that_decides_what_a_card_says_is_given_somewhere()
    {
        var sources = string.Join('\n', Repository.Files
            .Where(file => file.Path.StartsWith("src/Tallyfy.Bot/", StringComparison.Ordinal))
            .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => file.Text));

        Violations.None(
            from type in Told
            from name in Enum.GetNames(type)
            where !IsGiven(sources, $"{type.Name}.{name}")
            select $"{type.Name}.{name} is asked about and never given");
    }

    [Fact]
    public async Task Every_sentence_of_a_card_is_shown_by_the_catalogue()
    {
        var shown = new List<string>();

        foreach (var name in CardCatalogue.Names)
        {
            var card = await CardCatalogue.DrawAsync(name);
            shown.Add($"{CardWords.Of(card.Card)}\n{card.Summary}");
        }

        var words = string.Join('\n', shown);
        var ofCards = Bot.GetTypes().Where(IsOfCards).SelectMany(type => type.GetMethods(All).Cast<MethodBase>()
            .Concat(type.GetConstructors(All))).SelectMany(ReachedCode.CalledBy).ToHashSet();

        Violations.None(Texts
            .Where(ofCards.Contains)
            .Select(NameOf)
            .Where(name => !Pattern(name).IsMatch(words))
            .Select(name => $"CardTexts.{name} is on no card of the catalogue (Cards/Drawing of the tests)"));
    }

    /// <summary>The tests above see what they are for.</summary>
    [Fact]
    public void What_runs_is_told_from_what_is_only_written()
    {
        var code = ReachedCode.From(typeof(PlantedProgram).GetMethod(nameof(PlantedProgram.StartAsync))!);

        Assert.True(code.Runs(typeof(PlantedProgram).GetMethod(nameof(PlantedProgram.Said))!));
        Assert.False(code.Runs(typeof(PlantedProgram).GetMethod(nameof(PlantedProgram.Unsaid))!));
        Assert.True(code.Runs(typeof(PlantedProgram.Answer.Given).GetConstructor([])!));
        Assert.False(code.Runs(typeof(PlantedProgram.Answer.AskedFor).GetConstructor([])!));
    }

    [Theory]
    [InlineData("return Unavailability.OwnStore;", true)]
    [InlineData("new Unavailable(Unavailability.OwnStore, chat)", true)]
    [InlineData("x ? Unavailability.NoAnswer : Unavailability.OwnStore;", true)]
    [InlineData("_ => Unavailability.OwnStore,", true)]
    [InlineData("{ Why: Unavailability.OwnStore }", false)]
    [InlineData("why is Unavailability.OwnStore", false)]
    [InlineData("why == Unavailability.OwnStore", false)]
    [InlineData("Unavailability.OwnStore => texts.Unavailable,", false)]
    [InlineData("Unavailable(Unavailability.OwnStore) => texts.Unavailable,", false)]
    [InlineData("Unavailability.NoAnswer or Unavailability.OwnStore", false)]
    public void A_value_is_given_where_it_is_not_only_asked_about(string source, bool isGiven) =>
        Assert.Equal(isGiven, IsGiven(source, "Unavailability.OwnStore"));

    private static IEnumerable<MethodInfo> Texts =>
        typeof(CardTexts).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static string NameOf(MethodInfo text) => text.Name.Replace("get_", "", StringComparison.Ordinal);

    private static bool IsOfCards(Type type) =>
        type.Namespace?.StartsWith("Tallyfy.Bot.Cards", StringComparison.Ordinal) is true
        && !type.Name.StartsWith("<G>$", StringComparison.Ordinal);

    private static Regex Pattern(string name)
    {
        var sentences = new ResourceManager("Tallyfy.Bot.Texts.CardTexts", Bot);
        var text = sentences.GetString(name, CultureInfo.InvariantCulture)!;
        return new Regex($@"(?<!\w){string.Join(".+", Place().Split(text).Select(Regex.Escape))}(?!\w)");
    }

    /// <summary>Somewhere it is passed on, assigned or returned, and not only compared with.</summary>
    private static bool IsGiven(string sources, string value) => Regex.IsMatch(
        sources,
        @"(?:[(,\[?]|=>|(?<![=!<>])=|return|(?<![{,]\s*[\w.]+)\s*:)\s*"
        + Regex.Escape(value)
        + @"\b(?!\s*(?:=>|or\b|and\b|when\b))(?![^;\n(]*\)\s*=>)");

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Place();
}
