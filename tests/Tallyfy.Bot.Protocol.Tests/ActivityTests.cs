using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class ActivityTests
{
    public static TheoryData<string> Recorded => [.. Sample.Names];

    [Fact]
    public void A_tap_in_teams_is_read()
    {
        var activity = Sample.Read("teams.invoke.adaptive-card-action.composed.json");
        var tap = AdaptiveCardInvoke.Parse(activity)!;

        Assert.Equal("f:1000", activity.Id);
        Assert.Equal(
            new ChannelAccount("29:1abcDEF", "Ada Approver", "00000000-0000-0000-0000-000000000001"), activity.From);
        Assert.Equal("00000000-0000-0000-0000-0000000000aa", activity.TenantId);
        Assert.True(activity.Conversation.IsPersonal());
        Assert.Equal("1700000000000", activity.ReplyToId);
        Assert.Equal(("en-US", "America/Chicago"), (activity.Locale, activity.LocalTimezone));
        Assert.Equal(("approve", "Action.Execute", false), (tap.Verb, tap.ActionType, tap.IsAutomatic));
        Assert.Equal("R1", tap.Data.GetProperty("run_id").GetString());
    }

    [Fact]
    public void An_installation_says_what_happened_and_where()
    {
        var activity = Sample.Read("playground.installation-update.add.channel.json");

        Assert.Equal((ActivityTypes.InstallationUpdate, "add"), (activity.Type, activity.Action));
        Assert.Equal(
            new TeamReference("team-id", "My Team", "00000000-0000-0000-0000-000000000031"),
            activity.ChannelData!.Team);
        Assert.Equal("team-id", activity.ChannelData.Channel!.Id);
        Assert.Empty(activity.MembersAdded);
    }

    [Fact]
    public void New_members_are_read()
    {
        var activity = Sample.Read("playground.conversation-update.members-added.personal.json");

        Assert.Equal(
            ["user-id-0", "00000000-0000-0000-0000-00000000000011"], activity.MembersAdded.Select(member => member.Id));
        Assert.Empty(activity.MembersRemoved);
    }

    [Fact]
    public void A_submit_is_a_message_with_a_value_and_no_invoke()
    {
        var activity = Sample.Read("playground.message.action-submit.json");

        Assert.Equal(2, activity.Value!.Value.GetProperty("t").GetInt32());
        Assert.Null(AdaptiveCardInvoke.Parse(activity));
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Execute"},"trigger":"automatic"}""", null, true)]
    [InlineData("""{"action":{"verb":7,"data":null}}""", null, false)]
    [InlineData("""{"action":{"verb":"refresh","data":[1]},"trigger":5}""", "refresh", true)]
    [InlineData("""{"action":{"verb":"approve"},"trigger":"manual"}""", "approve", false)]
    [InlineData("""{"action":{"verb":"approve"},"trigger":null}""", "approve", false)]
    [InlineData("""{"action":{"verb":"approve"}}""", "approve", false)]
    [InlineData("""{"action":{"verb":"approve"},"trigger":"Manual"}""", "approve", true)]
    [InlineData("""{"action":{"verb":"approve"},"trigger":""}""", "approve", true)]
    [InlineData("""{"action":{"verb":"approve"},"trigger":["manual"]}""", "approve", true)]
    [InlineData("""{"action":{"verb":"approve"},"trigger":true}""", "approve", true)]
    public void A_strange_tap_is_read_as_far_as_it_goes(string value, string? verb, bool isAutomatic)
    {
        var tap = AdaptiveCardInvoke.Parse(With(value))!;

        Assert.Equal((verb, isAutomatic), (tap.Verb, tap.IsAutomatic));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"approve\"")]
    [InlineData("""{"action":"approve"}""")]
    [InlineData("{}")]
    public void A_value_without_an_action_is_no_tap(string value) => Assert.Null(AdaptiveCardInvoke.Parse(With(value)));

    [Fact]
    public void An_empty_list_and_null_are_both_no_members()
    {
        var activity = Activity.Parse(Encoding.UTF8.GetBytes(Sample.Tap(tap => tap["membersAdded"] = null)));

        Assert.Empty(activity.MembersAdded);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void An_activity_that_is_written_again_reads_the_same(string name)
    {
        var first = JsonSerializer.SerializeToUtf8Bytes(Sample.Read(name), ProtocolJson.Default.Activity);

        var second = JsonSerializer.SerializeToUtf8Bytes(Activity.Parse(first), ProtocolJson.Default.Activity);

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("<at>Approvals</at> pending", "pending")]
    [InlineData("pending <AT>Approvals</AT>\n", "pending")]
    [InlineData("<at>Approvals</at><at>Approvals</at>help", "help")]
    [InlineData("<at>Megan</at> pending", "Megan pending")]
    [InlineData("pending", "pending")]
    [InlineData(null, "")]
    public void The_bots_own_mention_is_taken_out_of_a_text(string? text, string expected)
    {
        var activity = Sample.Read("playground.message.text.json") with
        {
            Text = text,
            Recipient = new ChannelAccount("28:bot", "Approvals"),
            Entities =
            [
                Mention("28:bot", "<at>Approvals</at>"),
                Mention("29:megan", "<at>Megan</at>"),
                Mention("28:bot", ""),
                Parse("""{"type":"clientInfo"}"""),
                Parse("3"),
            ],
        };

        Assert.Equal(expected, activity.ReadText());
    }

    [Fact]
    public void A_mark_stands_where_a_text_holds_what_no_store_takes()
    {
        var json = JsonNode.Parse(Sample.Text("playground.message.text.json"))!;
        json["text"] = "pend\0ing \\u0000";
        json["from"]!["name"] = "A\0da";
        json["value"] = new JsonObject { ["rea\0son"] = "\0\0too dear" };

        var activity = Activity.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));

        Assert.Equal(("pend\ufffding \\u0000", "A\ufffdda"), (activity.Text, activity.From.Name));
        Assert.Equal("\ufffd\ufffdtoo dear", activity.Value!.Value.GetProperty("rea\ufffdson").GetString());
    }

    private static Activity With(string value) =>
        Sample.Read("teams.invoke.adaptive-card-action.composed.json") with { Value = Parse(value) };

    private static JsonElement Mention(string id, string text) =>
        Parse($$"""{ "type": "mention", "text": "{{text}}", "mentioned": { "id": "{{id}}" } }""");

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
