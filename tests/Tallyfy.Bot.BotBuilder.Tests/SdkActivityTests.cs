using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Activity = Tallyfy.Bot.Protocol.Activities.Activity;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>What is ours comes through the SDK's types as it went in.</summary>
public sealed class SdkActivityTests
{
    public static TheoryData<string> Recorded => [.. Sample.Names];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_activity_comes_back_without_loss(string name)
    {
        var first = Sample.Read(name);

        var second = SdkActivity.Parse(SdkActivity.From(first));

        AssertSame(first, second);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task What_the_SDK_itself_reads_is_what_we_read(string name)
    {
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(Sample.Text(name)));

        var sdks = await HttpHelper.ReadRequestAsync<Microsoft.Bot.Schema.Activity>(request);

        AssertSame(Sample.Read(name), SdkActivity.Parse(sdks));
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00+01:00")]
    [InlineData("/Date(1234567890000)/")]
    [InlineData("12:00")]
    [InlineData("1e400")]
    [InlineData("\ud83d\ude00 \u202e \u0000")]
    public void What_somebody_typed_stays_what_it_was(string typed)
    {
        var data = new JsonObject { ["reason"] = typed };
        var tap = Activity.Parse(Encoding.UTF8.GetBytes(Sample.Tap(tap => tap["value"]!["action"]!["data"] = data)));

        var back = AdaptiveCardInvoke.Parse(SdkActivity.Parse(SdkActivity.From(tap)))!;

        // NUL, which no store takes, was replaced where it came in.
        Assert.Equal(typed.Replace('\0', '\uFFFD'), back.Data.GetProperty("reason").GetString());
    }

    public static TheoryData<string> Answers =>
    [
        InvokeResponse.Card(new JsonObject { ["type"] = "AdaptiveCard", ["x"] = null }).ToJson(),
        InvokeResponse.Message("Nothing was recorded; 2026-03-02T09:00:00Z").ToJson(),
        InvokeResponse.BadRequest("NotSupported", "No.").ToJson(),
        InvokeResponse.ServerError("Fault", "No.").ToJson(),
        InvokeResponse.LoginRequest(new JsonObject { ["text"] = "Sign in" }).ToJson(),
        InvokeResponse.IncorrectAuthCode().ToJson(),
        InvokeResponse.PreconditionFailed("Failed", "No.").ToJson(),
    ];

    private static readonly Newtonsoft.Json.JsonSerializerSettings NoDates =
        new() { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Our_answers_to_an_invoke_are_the_SDKs(string json)
    {
        var ours = JsonNode.Parse(json)!;

        var sdks = Newtonsoft.Json.JsonConvert.DeserializeObject<AdaptiveCardInvokeResponse>(json, NoDates)!;

        Assert.Equal((int)ours["statusCode"]!, sdks.StatusCode);
        Assert.Equal((string)ours["type"]!, sdks.Type);
        var value = Newtonsoft.Json.JsonConvert.SerializeObject(sdks.Value);
        Assert.True(JsonNode.DeepEquals(ours["value"], JsonNode.Parse(value)), value);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_SDK_writes_them_as_we_do(string json)
    {
        var answer = Newtonsoft.Json.JsonConvert.DeserializeObject<JObject>(json, NoDates);
        var response = new Microsoft.AspNetCore.Http.DefaultHttpContext().Response;
        response.Body = new MemoryStream();

        await HttpHelper.WriteResponseAsync(
            response, new Microsoft.Bot.Builder.InvokeResponse { Status = 200, Body = answer });

        var written = Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
        Assert.Equal(200, response.StatusCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
    }

    private static void AssertSame(Activity first, Activity second)
    {
        var (before, after) = (Write(first), Write(second));
        Assert.True(JsonNode.DeepEquals(before, after), $"{before}\n{after}");
    }

    private static JsonNode Write(Activity activity) =>
        JsonSerializer.SerializeToNode(activity, ProtocolJson.Default.Activity)!;
}
