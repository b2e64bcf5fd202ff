using System.Text.RegularExpressions;

namespace Tallyfy.Sandbox.Tests.Wire;

/// <summary>One .http file, read strictly: what nobody understands is an error, as is no expected status.</summary>
internal sealed partial record WireScript(
    string Name,
    IReadOnlyList<(string Name, string Value)> Settings,
    IReadOnlyList<(string Name, string Value)> Variables,
    IReadOnlyList<WireRequest> Requests)
{
    public static WireScript Parse(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith("###", StringComparison.Ordinal));
        if (first < 0)
            throw new FormatException($"{name}: no request, which would begin with \"###\".");

        List<(string, string)> settings = [];
        List<(string, string)> variables = [];
        for (var at = 0; at < first; at++)
        {
            if (SettingLine().Match(lines[at]) is { Success: true } setting)
                settings.Add((setting.Groups["name"].Value, setting.Groups["value"].Value));
            else if (VariableLine().Match(lines[at]) is { Success: true } variable)
                variables.Add((variable.Groups["name"].Value, variable.Groups["value"].Value));
            else if (!IsForPeople(lines[at]))
                throw NotUnderstood(name, at, lines[at]);
        }

        return new(name, settings, variables, [.. ReadRequests(name, lines, first)]);
    }

    private static IEnumerable<WireRequest> ReadRequests(string name, string[] lines, int first)
    {
        for (var at = first; at < lines.Length;)
        {
            var next = Array.FindIndex(lines, at + 1, line => line.StartsWith("###", StringComparison.Ordinal));
            var end = next < 0 ? lines.Length : next;
            yield return ReadRequest(name, lines, at, end);
            at = end;
        }
    }

    private static WireRequest ReadRequest(string name, string[] lines, int title, int end)
    {
        var at = title + 1;
        while (at < end && IsForPeople(lines[at]))
            at++;
        if (at == end || RequestLine().Match(lines[at]) is not { Success: true } request)
            throw NotUnderstood(name, Math.Min(at, end - 1), "no request line such as \"GET {{org}}/tasks\"");

        List<(string, string)> headers = [];
        for (at++; at < end && HeaderLine().Match(lines[at]) is { Success: true } header; at++)
            headers.Add((header.Groups["name"].Value, header.Groups["value"].Value));

        List<string> body = [];
        if (at < end && lines[at].Length == 0)
        {
            for (at++; at < end && !lines[at].StartsWith("# ", StringComparison.Ordinal); at++)
            {
                if (lines[at].Length == 0 || !IsForPeople(lines[at]))
                    body.Add(lines[at]);
            }
        }

        var repeat = 1;
        var wait = TimeSpan.Zero;
        List<WireDirective> directives = [];
        for (; at < end; at++)
        {
            if (RepeatLine().Match(lines[at]) is { Success: true } times)
                repeat = int.Parse(times.Groups["count"].Value, null);
            else if (WaitLine().Match(lines[at]) is { Success: true } time)
                wait = TimeSpan.Parse(time.Groups["time"].Value, null);
            else if (WireDirective.Parse(at + 1, lines[at]) is { } directive)
                directives.Add(directive);
            else if (!IsForPeople(lines[at]))
                throw NotUnderstood(name, at, lines[at]);
        }

        if (!directives.OfType<WireDirective.ExpectStatus>().Any())
            throw new FormatException($"{name}:{title + 1}: the request expects no status, as in \"# expect 200\".");

        return new(
            lines[title].TrimStart('#').Trim(),
            request.Groups["method"].Value,
            request.Groups["url"].Value,
            headers,
            JoinBody(headers, body),
            repeat,
            wait,
            directives);
    }

    // The parts of a multipart body are parted by CR LF; a JSON body does not care.
    private static string? JoinBody(List<(string Name, string Value)> headers, List<string> body)
    {
        while (body.Count > 0 && body[^1].Length == 0)
            body.RemoveAt(body.Count - 1);
        if (body.Count == 0)
            return null;

        var isMultipart = headers.Exists(header => header.Value.StartsWith("multipart/", StringComparison.Ordinal));
        return isMultipart ? string.Join("\r\n", [.. body, ""]) : string.Join('\n', body);
    }

    private static bool IsForPeople(string line) =>
        string.IsNullOrWhiteSpace(line) || line.StartsWith("//", StringComparison.Ordinal);

    private static FormatException NotUnderstood(string name, int at, string what) =>
        new($"{name}:{at + 1}: not understood: {what}");

    [GeneratedRegex(@"^# setting Sandbox:(?<name>[\w:]+) = (?<value>\S+)$")]
    private static partial Regex SettingLine();

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>\S.*)$")]
    private static partial Regex VariableLine();

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|DELETE) (?<url>\S+)$")]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^(?<name>[A-Za-z][\w-]*): (?<value>\S.*)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^# repeat (?<count>\d+)$")]
    private static partial Regex RepeatLine();

    [GeneratedRegex(@"^# wait (?<time>(\d+\.)?\d\d:\d\d:\d\d)$")]
    private static partial Regex WaitLine();
}

/// <summary>One request, sent <paramref name="Repeat"/> times after <paramref name="Wait"/> has passed.</summary>
internal sealed record WireRequest(
    string Title,
    string Method,
    string Url,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Body,
    int Repeat,
    TimeSpan Wait,
    IReadOnlyList<WireDirective> Directives);
