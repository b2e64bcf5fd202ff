using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>
/// One request with a token: what we answer, and what Microsoft's own JavaScript library makes of it.
/// </summary>
internal sealed record TokenRow
{
    public required string Name { get; init; }

    /// <summary>What we answer: 200 is taken.</summary>
    public required int Status { get; init; }

    /// <summary>The whole value of the Authorization header; made when it is sent, because tokens have times.</summary>
    public required Func<string> Authorization { get; init; }

    public required string Activity { get; init; }

    /// <summary>The verdict of Microsoft's JavaScript library, botframework-connector 4.23.3.</summary>
    public required bool IsTakenByJavaScript { get; init; }

    /// <summary>The reason, where the two differ.</summary>
    public string? Why { get; init; }

    /// <summary>
    /// What Microsoft's C# library, 4.23.1, makes of it; where it differs from us, CSharpVerdicts has the reason.
    /// </summary>
    public bool IsTakenByCSharp => CSharpVerdicts.Reasons.ContainsKey(Name) != (Status == 200);

    public bool Differs => IsTakenByJavaScript != (Status == 200);

    /// <summary>A tap in Teams.</summary>
    public static string Tap(Action<JsonObject>? change = null)
    {
        var tap = new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["id"] = "f:1000",
            ["channelId"] = "msteams",
            ["serviceUrl"] = TokenIssuer.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:ada", ["aadObjectId"] = "00000000-0000-0000-0000-000000000001" },
            ["conversation"] = new JsonObject { ["id"] = "a:conv1", ["tenantId"] = Jwt.Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Jwt.Tenant } },
            ["recipient"] = new JsonObject { ["id"] = "28:bot" },
            ["value"] = new JsonObject { ["action"] = new JsonObject { ["verb"] = "approve" } },
        };
        change?.Invoke(tap);

        return tap.ToJsonString();
    }
}
