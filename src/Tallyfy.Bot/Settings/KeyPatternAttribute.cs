using System.Diagnostics.CodeAnalysis;

namespace Tallyfy.Bot.Settings;

/// <summary>What the keys of a setting look like that has one entry for each of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeyPatternAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string otherwise)
    : Attribute
{
    public string Pattern { get; } = pattern;

    /// <summary>What is said of any other key, behind its name.</summary>
    public string Otherwise { get; } = otherwise;
}
