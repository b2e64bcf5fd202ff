using System.CommandLine.Parsing;

namespace Tallyfy.Bot;

/// <summary>
/// A value on the command line that is none of its kind. The parser names the type that programs have for it, so what
/// it takes is said here, for all options.
/// </summary>
internal static class CommandFault
{
    /// <summary>Null for what the parser says well itself.</summary>
    public static string? Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option: var option } => Describe(error, option.Name, option.ValueType),
        ArgumentResult { Argument: var argument } => Describe(error, argument.Name, argument.ValueType),
        _ => null,
    };

    private static string? Describe(ParseError error, string name, Type given)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        return error.Message.Contains(type.FullName!, StringComparison.Ordinal)
            ? $"{name} takes {Wanted(type)}."
            : null;
    }

    private static string Wanted(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(one => one.ToLowerInvariant()))}"
        : type == typeof(long) ? "a whole number"
        : "another value";
}
