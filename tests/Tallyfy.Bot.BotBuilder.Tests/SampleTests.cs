using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.EndToEnd.Tests.Infrastructure;
using Connector = Tallyfy.Bot.Protocol.Tests.Infrastructure.ScriptedConnector;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>The sample as somebody runs it who published it, from outside.</summary>
public sealed class SampleTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "EchoBotWithApprovals");

    [Fact]
    public async Task It_echoes_answers_for_the_approvals_and_has_the_commands_of_operators()
    {
        var folder = StoryFolder.Create();
        var program = Path.Combine(folder, "EchoBotWithApprovals.dll");
        var store = $"--ConnectionStrings:Bot=Data Source={Path.Combine(folder, "approvals.db")}";
        await RunAsync("dotnet", "publish", Sample, "--no-build", "-c", "Debug", "-nodeReuse:false", "-o", folder);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var sandbox = new SandboxHost(clock, isOnPort: true);
        await using var connector = await Connector.StartAsync(context => context.Response.WriteAsync(
            HttpMethods.IsGet(context.Request.Method)
                ? Bot.Tests.Infrastructure.ScriptedConnector.RosterEntry(Person.Lynne).ToJsonString()
                : """{"id":"1700"}""",
            context.RequestAborted));
        await using var sample = await Child.StartAsync(
            AsTheReadmeSays(program, folder, sandbox.Api.OriginalString, store),
            "Now listening on: (http://[0-9.:]+)",
            TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(sample.Address) };

        await SayAsync(http, connector, "hello");
        await SayAsync(http, connector, "pending");

        var said = connector.Seen.Where(one => one.Method == "POST").Select(one => one.Body).ToList();
        Assert.Contains(said, body => body.Contains("Echo: hello", StringComparison.Ordinal));
        Assert.Contains(said, body => body.Contains("Nothing waits for you", StringComparison.Ordinal));
        Assert.DoesNotContain(said, body => body.Contains("Echo: pending", StringComparison.Ordinal));
        var letters = await RunAsync("dotnet", program, "deliveries", "list", store);
        Assert.Contains("No dead letters.", letters, StringComparison.Ordinal);
    }

    // The line that starts the sample, on ports that are free.
    private static ProcessStartInfo AsTheReadmeSays(string program, string folder, string tallyfy, string store)
    {
        var line = File.ReadAllLines(Path.Combine(Sample, "README.md")).Single(
            one => one.StartsWith("dotnet run --project samples/EchoBotWithApprovals -- ", StringComparison.Ordinal));
        var arguments = line.Split(" -- ")[1]
            .Replace("http://127.0.0.1:3979/api", tallyfy, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:3978", "http://127.0.0.1:0", StringComparison.Ordinal);
        var start = Child.Program(
            program, folder, [.. arguments.Split(' '), "--Management:Urls=http://127.0.0.1:0", store]);
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        return start;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode is 0, output);
        return output;
    }

    private static async Task SayAsync(HttpClient http, Connector connector, string text)
    {
        var message = Activities.Message(Person.Lynne, text);
        message["serviceUrl"] = connector.ServiceUrl;
        using var response = await http.PostAsJsonAsync(
            "/api/messages", message, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }
}
