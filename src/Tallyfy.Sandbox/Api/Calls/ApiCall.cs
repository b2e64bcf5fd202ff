using System.Globalization;
using System.Text.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>One request that has passed header, token and organization: what a route needs to answer it.</summary>
internal sealed record ApiCall(HttpRequest Request, SandboxState State, SandboxOptions Options, DateTimeOffset Now)
{
    /// <summary>Whose token it came with; nobody for the routes of the application.</summary>
    public Member? Person { get; init; }

    public JsonElement? Body { get; init; }

    /// <summary>The form a token request came with; nothing when it was no form.</summary>
    public IFormCollection? Form { get; init; }

    public Upload? Upload { get; init; }

    public Member Caller => Person ?? throw new InvalidOperationException("A route for nobody asked for its caller.");

    public IReadOnlySet<string> With =>
        Query("with")?.Split(',', StringSplitOptions.TrimEntries).ToHashSet() ?? [];

    public string Route(string name) => Request.RouteValues[name]?.ToString() ?? "";

    public string? Query(string name) => Request.Query[name] is [.., { Length: > 0 } value] ? value : null;

    public int Number(string name, int fallback) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : fallback;

    public bool Flag(string name) => Query(name) is "true" or "1";

    public JsonElement? Field(string name) =>
        Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A list of ids, each a number or a text; nothing where it was not sent.</summary>
    public IReadOnlyList<int>? Numbers(string name) => Field(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(item => BodyNumber.Read(item)).OfType<int>().Distinct()]
        : null;

    public string? Text(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
