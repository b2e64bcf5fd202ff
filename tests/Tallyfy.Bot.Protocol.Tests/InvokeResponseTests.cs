using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class InvokeResponseTests
{
    private const string App = "application/vnd.microsoft";

    private static readonly Dictionary<string, (InvokeResponse Response, string Json)> Rows = new()
    {
        ["card"] = (
            InvokeResponse.Card(new JsonObject { ["type"] = "AdaptiveCard" }),
            $$$"""{"statusCode":200,"type":"{{{App}}}.card.adaptive","value":{"type":"AdaptiveCard"}}"""),
        ["message"] = (
            InvokeResponse.Message("Done"),
            $$$"""{"statusCode":200,"type":"{{{App}}}.activity.message","value":"Done"}"""),
        ["bad request"] = (
            InvokeResponse.BadRequest("BadArgument", "No verb"),
            $$$"""{"statusCode":400,"type":"{{{App}}}.error","value":{"code":"BadArgument","message":"No verb"}}"""),
        ["server error"] = (
            InvokeResponse.ServerError("Internal", "Try again"),
            $$$"""{"statusCode":500,"type":"{{{App}}}.error","value":{"code":"Internal","message":"Try again"}}"""),
        ["login request"] = (
            InvokeResponse.LoginRequest(new JsonObject { ["text"] = "Sign in" }),
            $$$"""{"statusCode":401,"type":"{{{App}}}.activity.loginRequest","value":{"text":"Sign in"}}"""),
        ["incorrect code"] = (
            InvokeResponse.IncorrectAuthCode(),
            $$$"""{"statusCode":401,"type":"{{{App}}}.error.incorrectAuthCode","value":null}"""),
        ["precondition"] = (
            InvokeResponse.PreconditionFailed("Sso", "No"),
            $$$"""{"statusCode":412,"type":"{{{App}}}.error.preconditionFailed","""
                + "\"value\":{\"code\":\"Sso\",\"message\":\"No\"}}"),
    };

    public static TheoryData<string> Responses => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Responses))]
    public void Every_answer_has_its_three_members(string name) =>
        Assert.Equal(Rows[name].Json, Rows[name].Response.ToJson());
}
