using System.Text;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>
/// What can be measured in a C# file without a compiler: widths, imports, lengths of methods, caught exceptions.
/// </summary>
internal static partial class CodeMeasures
{
    private const int Widest = 120;
    private const int LongestMethod = 50;

    /// <summary>
    /// Lines that are wider than a reader's window. A link in a comment cannot be broken, and may be wider.
    /// </summary>
    public static IEnumerable<string> WideLines(SourceFile file) =>
        from line in file.Text.Split('\n').Index()
        let text = line.Item.TrimEnd('\r')
        where text.Length > Widest && !Link().IsMatch(text)
        select $"{file.Path}:{line.Index + 1}: {text.Length} columns";

    /// <summary>
    /// Imports that do not stand in the order of their names, the system's first; static ones and aliases come after.
    /// </summary>
    public static IEnumerable<string> UnsortedImports(SourceFile file)
    {
        var imports = file.Text.Split('\n').Select(line => Import().Match(line))
            .Where(line => line.Success)
            .Select(line => line.Groups[1].Value)
            .ToList();

        var sorted = imports.OrderBy(name => !IsSystem(name)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase);

        return imports.Zip(sorted)
            .Where(pair => pair.First != pair.Second)
            .Take(1)
            .Select(pair => $"{file.Path}: {pair.Second} is imported after {pair.First}");

        static bool IsSystem(string name) => name is "System" || name.StartsWith("System.", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^using ([\w.]+);\r?$", RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    /// <summary>Members whose braces are further apart than a page; types and namespaces are no members.</summary>
    public static IEnumerable<string> LongMethods(SourceFile file)
    {
        var lines = Bare(file.Text).Split('\n');
        var open = new Stack<(int Line, bool IsMember)>();
        var head = new StringBuilder();

        for (var number = 0; number < lines.Length; number++)
        {
            foreach (var sign in lines[number])
            {
                if (sign is '{')
                    open.Push((number, !open.Any(one => one.IsMember) && IsMethod(head.ToString())));
                else if (sign is '}' && open.TryPop(out var begun) && begun.IsMember
                    && number - begun.Line + 1 > LongestMethod)
                    yield return $"{file.Path}:{begun.Line + 1}: {number - begun.Line + 1} lines";

                if (sign is '{' or '}' or ';')
                    head.Clear();
                else
                    head.Append(sign);
            }

            head.Append(' ');
        }
    }

    /// <summary>How often a file catches everything there is.</summary>
    public static int CatchesOfEverything(SourceFile file) => Everything().Count(Bare(file.Text));

    // A method has a list of parameters before its brace. So has a type with a primary constructor, and so has a table:
    // neither is read from its beginning to its end.
    private static bool IsMethod(string head) =>
        head.Contains('(', StringComparison.Ordinal) && !Type().IsMatch(head) && !Table().IsMatch(head);

    /// <summary>The code alone: texts and comments are blanked, their line breaks stay.</summary>
    private static string Bare(string text) => NotCode().Replace(
        text, match => new string('\n', match.Value.Count(sign => sign is '\n')));

    [GeneratedRegex(@"^\s*///?\s.*https?://\S{60,}\s*$")]
    private static partial Regex Link();

    [GeneratedRegex(@"=\s*new\b[^()]*\(\)\s*$")]
    private static partial Regex Table();

    // After a colon it is a constraint of a method.
    [GeneratedRegex(@"(?<!:\s*)\b(class|record|struct|interface|enum|namespace|extension)\b")]
    private static partial Regex Type();

    [GeneratedRegex(@"\bcatch\s*(\(\s*Exception(\s+\w+)?\s*\))?\s*\{")]
    private static partial Regex Everything();

    [GeneratedRegex(
        """"
        \$*(?<quotes>"{3,})[\s\S]*?\k<quotes>|[$@]*"(\\.|[^"\\\n])*"|'(\\.[^']*|[^'\\])'|//[^\n]*|/\*[\s\S]*?\*/
        """")]
    private static partial Regex NotCode();
}
