using System.Text.RegularExpressions;
using System.Xml.Linq;

/// <summary>What failed, said once more at the end: whoever keeps only that of a long output finds it there.</summary>
internal static class Failure
{
    private const int Most = 20;
    private const int MostLines = 5;
    private const int MostOwnLines = 15;
    private const int Width = 300;

    private static readonly List<string> All = [];

    public static void Add(string suite, string? name, string message = "")
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        lock (All)
            All.Add(string.Concat(
                lines.Take(MostLines).Prepend($"{suite}: {name}").Select((line, at) => $"\n{Indent(at)}{Cut(line)}")));
    }

    /// <summary>Why, and where, of a result in a .trx file.</summary>
    public static string Of(XElement result) => string.Join('\n', result.Descendants()
        .Where(one => one.Name.LocalName is "Message" or "StackTrace").Select(one => one.Value));

    public static string List() => All.Count == 0 ? "" : "\n— What failed"
        + string.Concat(All.Take(Most))
        + (All.Count > Most ? $"\n  and {All.Count - Most} more\n" : "\n");

    /// <summary>What a test program wrote itself fills a log. Of one that crashed, the end says why.</summary>
    public static IEnumerable<string> WithoutOwnOutput(List<string> output)
    {
        var begin = output.FindIndex(line => Regex.IsMatch(line, "^  (Standard|Error) output:"));
        var end = output.FindIndex(Math.Max(begin, 0), line => Regex.IsMatch(line, "^(  In process|Test run summary)"));
        var own = begin < 0 ? 0 : (end < 0 ? output.Count : end) - begin;

        return own <= MostOwnLines ? output :
        [
            .. output[..begin],
            $"  (its own output, without {own - MostOwnLines} lines before these)",
            .. output[(begin + own - MostOwnLines)..],
        ];
    }

    private static string Indent(int line) => line == 0 ? "  " : "      ";

    private static string Cut(string line) => line.Length > Width ? $"{line[..Width]}…" : line;
}
