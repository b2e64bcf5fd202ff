using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class InvokeResponseTests
{
    private static readonly Dictionary<string, (InvokeResponse Response, string Json)> Rows = new()
    {
        ["card"] = (
            InvokeResponse.Card(new JsonObject { ["type"] = "AdaptiveCard" }),
            """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}"""),
        ["message"] = (
            InvokeResponse.Message("Done"),
            """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Done"}"""),
        ["bad request"] = (
            InvokeResponse.BadRequest("BadArgument", "No verb"),
            """{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadArgument","message":"No verb"}}"""),
        ["server error"] = (
            InvokeResponse.ServerError("Internal", "Try again"),
            """{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"Internal","message":"Try again"}}"""),
        ["login request"] = (
            InvokeResponse.LoginRequest(new JsonObject { ["text"] = "Sign in" }),
            """{"statusCode":401,"type":"application/vnd.microsoft.activity.loginRequest","value":{"text":"Sign in"}}"""),
        ["incorrect code"] = (
            InvokeResponse.IncorrectAuthCode(),
            """{"statusCode":401,"type":"application/vnd.microsoft.error.incorrectAuthCode","value":null}"""),
        ["precondition"] = (
            InvokeResponse.PreconditionFailed("Exchange", "No token"),
            """{"statusCode":412,"type":"application/vnd.microsoft.error.preconditionFailed","value":{"code":"Exchange","message":"No token"}}"""),
    };

    public static TheoryData<string> Responses => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Responses))]
    public void Every_answer_has_its_three_members(string name) => Assert.Equal(Rows[name].Json, Rows[name].Response.ToJson());
}
