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

internal sealed record TokenJson(string TokenType, long ExpiresIn, string AccessToken);
