using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>Ids, places and languages behind a good token: what is none is refused before it is used.</summary>
public sealed class MisshapenIdTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly TokenIssuer Issuer = ProductionGate.Issuer;

    private static readonly Dictionary<string, int> Limits = new()
    {
        ["type"] = 64,
        ["channelId"] = 64,
        ["serviceUrl"] = 512,
        ["id"] = 512,
        ["name"] = 128,
        ["replyToId"] = 512,
        ["action"] = 64,
        ["locale"] = 64,
        ["localTimezone"] = 100,
        ["from.id"] = 512,
        ["from.aadObjectId"] = 64,
        ["from.role"] = 64,
        ["recipient.id"] = 512,
        ["recipient.aadObjectId"] = 64,
        ["conversation.id"] = 512,
        ["conversation.conversationType"] = 64,
        ["conversation.tenantId"] = 64,
        ["channelData.tenant.id"] = 64,
        ["channelData.team.id"] = 512,
        ["channelData.team.aadGroupId"] = 64,
        ["channelData.channel.id"] = 512,
        ["channelData.eventType"] = 64,
        ["membersAdded.0.id"] = 512,
        ["membersAdded.0.aadObjectId"] = 64,
        ["membersRemoved.0.id"] = 512,
        ["entities.0.timezone"] = 100,
    };

    private static readonly string[] Unseen =
    [
        "\r\n", "\n", "\0", "\t", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff",
        "\U000e0041",
    ];

    private static readonly string[] Said =
        ["type", "channelId", "serviceUrl", "conversation.tenantId", "channelData.tenant.id"];

    public static TheoryData<string, string> WithUnseen => new(
        from member in Limits.Keys from unseen in Unseen select (member, unseen));

    public static TheoryData<string, int> TooLong => new(
        from limit in Limits from length in new[] { limit.Value + 1, 4_096, 100_000 } select (limit.Key, length));

    public static TheoryData<string> Free => [.. Limits.Keys.Except(Said)];

    public static TheoryData<string> Names =>
    [
        "from.name", "recipient.name", "conversation.name", "channelData.team.name", "channelData.channel.name",
        "membersAdded.0.name",
    ];

    [Theory]
    [MemberData(nameof(WithUnseen))]
    public async Task An_id_with_a_character_that_cannot_be_seen_is_refused(string member, string unseen) =>
        await RefusedAsync(member, "29:secret" + unseen + "id");

    [Theory]
    [MemberData(nameof(TooLong))]
    public async Task An_id_that_is_longer_than_any_is_refused(string member, int length) =>
        await RefusedAsync(member, new string('a', length));

    [Theory]
    [MemberData(nameof(Free))]
    public async Task The_longest_there_may_be_is_admitted(string member) =>
        Assert.Equal(200, (await SendAsync(member, new string('a', Limits[member]))).Status);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_may_hold_any_character_and_is_not_endless(string member)
    {
        Assert.Equal(200, (await SendAsync(member, "Ana\tde \u202eSousa\u200d \ud83d\udc69\u200d\ud83d\ude80")).Status);
        await RefusedAsync(member, new string('a', 1_025));
    }

    private async Task RefusedAsync(string member, string value)
    {
        var (status, text) = await SendAsync(member, value);

        Assert.Equal(400, status);
        Assert.Contains("too long or holds characters", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 200);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Text)> SendAsync(string member, string value)
    {
        var names = member.Split('.');
        using var response = await gate.Host.SendAsync(Issuer.Token(), Sample.Tap(tap => Put(tap, names, value)));

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text);
    }

    private static void Put(JsonObject tap, string[] path, string value)
    {
        var parent = tap;

        foreach (var (name, next) in path.Zip(path.Skip(1)))
        {
            if (name == "0")
                continue;

            if (next == "0")
                tap[name] = new JsonArray(parent = new JsonObject { ["id"] = "29:somebody" });
            else
                parent = (parent[name] ??= new JsonObject()).AsObject();
        }

        parent[path[^1]] = value;
    }
}
