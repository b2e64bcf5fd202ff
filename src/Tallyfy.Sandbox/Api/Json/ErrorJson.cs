using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record ErrorJson
{
    public bool Error { get; init; } = true;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

internal sealed record OAuthErrorJson(string Error);

internal sealed record SeatErrorJson(SeatErrorBodyJson Error);

internal sealed record SeatErrorBodyJson(string Code, string Message, SeatPoolJson Details);

internal sealed record SeatPoolJson(string PoolType);

/// <summary>The bodies without <c>error</c>: of limits, and of other validators.</summary>
internal sealed record MessageJson
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

internal sealed record TokenJson(string TokenType, long ExpiresIn, string AccessToken)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }
}
