using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests.Wire;

/// <summary>
/// A second client, which is not ours: plain HTTP written from docs/tallyfy-facts.md alone, one file for each section
/// of it. Each file runs against a sandbox of its own; README.md beside the files says how to replay one.
/// </summary>
public sealed partial class WireScripts
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.http").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Wire");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_sandbox_answers_as_the_script_says(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        var script = WireScript.Parse(file, text);

        var failures = await RunAsync(script, TestContext.Current.CancellationToken);

        Assert.True(failures.Count == 0, $"{failures.Count} not as expected:\n{string.Join('\n', failures)}");
    }

    [Theory]
    [InlineData("### a\nGET /x\n", "expects no status")]
    [InlineData("### a\nGET /x\n# expect body.id is hex\n", "expects no status")]
    [InlineData("// only words\n", "no request")]
    [InlineData("# sitting Sandbox:X = y\n### a\nGET /x\n# expect 200\n", "a.http:1: not understood")]
    [InlineData("### a\nFETCH /x\n# expect 200\n", "a.http:2: not understood")]
    [InlineData("### a\nGET /x\n# expect 200\n# expect body.id is purple\n", "a.http:4: not understood")]
    [InlineData("### a\nGET /x\n# expect 200\n# expect id is hex\n", "a.http:4: not understood")]
    [InlineData("### a\nGET /x\n# expect 200\nAccept: text/html\n", "a.http:4: not understood")]
    public void A_script_that_is_not_understood_is_refused(string text, string reason)
    {
        var refused = Assert.Throws<FormatException>(() => WireScript.Parse("a.http", text));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_expectation_is_told_with_file_and_line()
    {
        var script = WireScript.Parse("a.http", """
            ### Health of nothing
            GET http://localhost/api/nowhere
            X-Tallyfy-Client: APIClient

            # expect 200
            # expect body.code = "ENDPOINT_NOT_FOUND"
            # expect body.data[*].id is hex
            """);

        var failures = await RunAsync(script, TestContext.Current.CancellationToken);

        Assert.Collection(
            failures,
            failure => Assert.StartsWith("a.http:5: expect 200, but: 404", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith(
                "a.http:7: expect body.data[*].id is hex, but: nothing there", failure, StringComparison.Ordinal));
    }

    private static async Task<List<string>> RunAsync(WireScript script, CancellationToken cancellationToken)
    {
        await using var sandbox = new SandboxHost([.. script.Settings]);
        Dictionary<string, string> variables = [];
        foreach (var (name, value) in script.Variables)
            variables[name] = Fill(value, variables);

        List<string> failures = [];
        foreach (var request in script.Requests)
        {
            sandbox.Clock.Advance(request.Wait);
            failures.AddRange(await RunAsync(script.Name, request, sandbox.Server, variables, cancellationToken));
        }

        return failures;
    }

    // What is sent many times is told about once: the first time that something was not as expected.
    private static async Task<List<string>> RunAsync(
        string file,
        WireRequest request,
        TestServer server,
        Dictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        List<string> failures = [];
        for (var time = 1; time <= request.Repeat && failures.Count == 0; time++)
        {
            variables["time"] = $"{time}";
            var (answer, missing) = await SendAsync(server, request, variables, cancellationToken);
            if (answer is null)
                return [$"{file}: \"{request.Title}\" was not sent: {missing}"];

            foreach (var directive in request.Directives)
            {
                if (Refute(directive, answer, variables) is { } but)
                    failures.Add($"{file}:{directive.Line}: {directive.Words.TrimStart('#', ' ')}, but: {but}");
            }

            if (failures.Count > 0)
                failures[^1] += $"\n    {request.Title}\n    {request.Method} {Fill(request.Url, variables)}: {answer}";
        }

        return failures;
    }

    private static async Task<(WireAnswer? Answer, string? Missing)> SendAsync(
        TestServer server,
        WireRequest request,
        Dictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        try
        {
            var http = await server.SendAsync(http => Write(http.Request, request, variables), cancellationToken);
            var headers = http.Response.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            using var reader = new StreamReader(http.Response.Body);
            return (new(http.Response.StatusCode, headers, await reader.ReadToEndAsync(cancellationToken)), null);
        }
        catch (KeyNotFoundException unknown)
        {
            return (null, unknown.Message);
        }
    }

    // Not by HttpClient, which tidies headers: two spaces after "Bearer" would arrive as one.
    private static void Write(HttpRequest http, WireRequest request, Dictionary<string, string> variables)
    {
        var url = new Uri(Fill(request.Url, variables));
        http.Method = request.Method;
        http.Scheme = url.Scheme;
        http.Host = HostString.FromUriComponent(url);
        http.Path = PathString.FromUriComponent(url);
        http.QueryString = QueryString.FromUriComponent(url);
        foreach (var (name, value) in request.Headers)
            http.Headers.Append(name, Fill(value, variables));
        if (request.Body is not { } body)
            return;

        var bytes = Encoding.UTF8.GetBytes(Fill(body, variables));
        http.ContentLength = bytes.Length;
        http.Body = new MemoryStream(bytes);
    }

    private static string? Refute(WireDirective directive, WireAnswer answer, Dictionary<string, string> variables)
    {
        if (directive is WireDirective.ExpectStatus status)
            return status.IsMetBy(answer.Status) ? null : $"{answer.Status}";

        try
        {
            return directive switch
            {
                WireDirective.Keep keep => Remember(keep, answer, variables),
                WireDirective.ExpectValue expect => Refute(expect, answer, variables),
                _ => "nobody knows how to check this",
            };
        }
        catch (Exception unfit) when (unfit is KeyNotFoundException or JsonException)
        {
            return $"not understood: {unfit.Message}";
        }
    }

    private static string? Refute(
        WireDirective.ExpectValue expect, WireAnswer answer, Dictionary<string, string> variables)
    {
        var found = answer.At(Fill(expect.Path, variables));
        var operand = Fill(expect.Claim.Operand, variables);
        if (found.Count == 0)
            return "no items there";

        var refuted = found.Where(value => !expect.Claim.IsMetBy(value, operand)).ToList();
        return refuted.Count == 0 ? null : refuted[0]?.GetRawText() ?? "nothing there";
    }

    private static string? Remember(WireDirective.Keep keep, WireAnswer answer, Dictionary<string, string> variables)
    {
        variables.Remove(keep.Name);
        if (answer.At(Fill(keep.Path, variables)) is not [{ } value])
            return "nothing there";
        if (Regex.Match(value.ToString(), keep.Part) is not { Success: true } part)
            return $"not found in {value}";

        variables[keep.Name] = keep.Part.Length == 0 ? value.ToString() : part.Groups[1].Value;
        return null;
    }

    private static string Fill(string text, Dictionary<string, string> variables) =>
        Variable().Replace(text, use => variables.TryGetValue(use.Groups["name"].Value, out var value)
            ? value
            : throw new KeyNotFoundException($"no variable {use.Value}"));

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Variable();
}
