using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>
/// What the bots of a desk wrote as they are shipped, looked through at its end for what must not be seen.
/// </summary>
internal sealed class BotOutput
{
    // The sandbox mints no other.
    private const string AnyMintedToken = "sandbox.";

    private readonly ConcurrentBag<Child> bots = [];

    /// <summary>Also what people type, where the sandbox does not hear of it.</summary>
    public Forbidden Forbidden { get; } = new();

    public Child Keep(Child bot)
    {
        bots.Add(bot);
        return bot;
    }

    /// <summary>Leaves it in artifacts/desk-logs: what a page shows does not say why.</summary>
    public Task WriteAsync(string name, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "desk-logs"));
        return File.WriteAllTextAsync(
            Path.Combine(folder.FullName, $"{name}.log"),
            string.Join("\n--- the next process\n", bots.Reverse().Select(bot => bot.Log)),
            cancellationToken);
    }

    /// <summary>Fails where something was seen. The sandbox still runs, and knows what was at stake.</summary>
    public async Task LookThroughAsync(HttpClient http, string sandbox, IEnumerable<string> settings)
    {
        await ForbidAsync(http, sandbox, settings);
        var scan = new LeakScan(Forbidden);

        foreach (var bot in bots)
            scan.Note(LeakChannel.Log, bot.Log);

        if (scan.Take() is { Count: > 0 } leaks)
            Assert.Fail($"This must not be seen:\n{string.Join('\n', leaks)}");
    }

    private async Task ForbidAsync(HttpClient http, string sandbox, IEnumerable<string> settings)
    {
        Forbidden.Add(LeakKind.MintedToken, AnyMintedToken);

        foreach (var setting in settings)
        {
            if (setting.TrimStart('-').Split('=', 2) is [var key, var value])
                Forbidden.AddSetting(key, value);
        }

        var overview = await ReadAsync("overview");
        Forbidden.AddWritten(overview);
        Forbidden.AddWritten(await ReadAsync("journal"));

        foreach (var task in overview["tasks"]!.AsArray())
            Forbidden.Add(LeakKind.Title, (string?)task!["process"]);

        foreach (var person in overview["people"]!.AsArray().Concat(overview["guests"]!.AsArray()))
        {
            var email = (string)person!["email"]!;

            if (email == Seed.ServiceUser)
                Forbidden.Add(LeakKind.Address, email); // its name is the product's
            else
                Forbidden.AddPerson((string?)person["name"] ?? "", email);
        }

        async Task<JsonNode> ReadAsync(string what) =>
            JsonNode.Parse(await http.GetStringAsync($"{sandbox}/_sandbox/{what}"))!;
    }
}
