using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Cards;

public sealed partial class CardTextsTests
{
    private static readonly ResourceManager Sentences = new("Tallyfy.Bot.Texts.CardTexts", typeof(CardTexts).Assembly);

    [Fact]
    public void Every_sentence_has_its_name_in_code_and_every_name_its_sentence()
    {
        var names = Members.Select(member => member.Name);

        Assert.Equal(Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_format_takes_exactly_the_values_it_is_given()
    {
        foreach (var method in Members.OfType<MethodInfo>())
        {
            var places = Place().Matches(Sentences.GetString(method.Name, CultureInfo.InvariantCulture)!)
                .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                .Distinct()
                .Order();

            Assert.Equal(Enumerable.Range(0, method.GetParameters().Length), places);
        }
    }

    private static IEnumerable<string> Keys => Sentences
        .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>()
        .Select(entry => (string)entry.Key);

    private static IEnumerable<MemberInfo> Members => typeof(CardTexts)
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false });

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();
}
