using System.Globalization;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The sentences people read, in the language of the stories.</summary>
internal static class StoryTexts
{
    public static CardTexts English { get; } = new(CultureInfo.GetCultureInfo("en-US"));
}
