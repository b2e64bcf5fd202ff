using System.Diagnostics;
using System.Text.Json;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>The look at what the bots of a desk wrote sees what it looks for.</summary>
public sealed class BotOutputTests
{
    [Fact]
    public async Task A_program_that_lets_something_out_fails_the_desk()
    {
        var folder = Directory.CreateTempSubdirectory("tallyfy-output-");
        await using var sandbox = await Child.StartAsync(
            Child.Service("Tallyfy.Sandbox", folder.FullName, "--urls", "http://127.0.0.1:0", "--seed", "demo"),
            "Now listening on: (http://[0-9.:]+)",
            TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        string[] settings =
            [$"--Tallyfy:AccessToken={Seed.AccessToken}", "--Tallyfy:WebhookSecret=the-sandbox-tells-the-desk"];
        string[] lines =
        [
            "fine: 1002 approved c0a7050c0a7050c0a7050c0a7050c0a7",
            "Megan was here",
            "to MEGANB@example.com",
            "Bearer sandbox-personal-access-token",
            "Bearer sandbox.c0a7050c",
            "/webhooks/tallyfy/the-sandbox-tells-the-desk", "typed: much too expensive",
            "Approve 12 standing desks", "Contract review #1046: Fabrikam support agreement",
        ];

        var output = new BotOutput();
        output.Forbidden.Add(LeakKind.Typed, "much too expensive");
        var script =
            $"console.log({JsonSerializer.Serialize(string.Join('\n', lines))}); console.log('ready'); "
            + "setInterval(() => 0, 1000)";
        await using var program = output.Keep(await Child.StartAsync(
            new ProcessStartInfo("node", ["-e", script]), "(ready)", TestContext.Current.CancellationToken));

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => output.LookThroughAsync(http, sandbox.Address, settings));

        Assert.All(lines[1..], line => Assert.Contains($"in Log: {line}", failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(lines[0], failure.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
