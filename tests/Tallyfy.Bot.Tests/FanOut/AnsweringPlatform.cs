using System.Net;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>
/// A chat platform that gives each person's first calls of one kind the answers of their script, and is well then.
/// </summary>
internal sealed class AnsweringPlatform(ChatCall call, IReadOnlyList<GivenAnswer[]> scripts) : SimulatedPlatform
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, List<GivenAnswer>> given = [];
    private readonly Dictionary<int, Dictionary<string, string>> messages = [];
    private readonly Dictionary<int, int> calls = [];
    private int next;

    /// <summary>Until then every call is taken.</summary>
    public bool IsArmed { get; set; }

    /// <summary>What this person's calls were answered with so far.</summary>
    public IReadOnlyList<GivenAnswer> GivenTo(int person) => given.GetValueOrDefault(person) ?? [];

    /// <summary>The person's messages by id: what each shows.</summary>
    public IReadOnlyDictionary<string, string> MessagesOf(int person) =>
        messages.GetValueOrDefault(person) ?? [];

    public int CallsFor(int person) => calls.GetValueOrDefault(person);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var parts = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Split("/v3/conversations")[1].Split('/');
        var text = await request.Content!.ReadAsStringAsync(cancellationToken);
        var kind = parts.Length < 3 ? ChatCall.Open : parts.Length == 3 ? ChatCall.Post : ChatCall.Edit;
        var name = kind is ChatCall.Open ? (string)JsonNode.Parse(text)!["members"]![0]!["id"]! : parts[1];
        var person = int.Parse(name.Split("person-")[1], System.Globalization.CultureInfo.InvariantCulture);

        lock (gate)
        {
            calls[person] = CallsFor(person) + 1;
            return Answer(kind, person, kind is ChatCall.Edit ? parts[3] : null, text);
        }
    }

    private HttpResponseMessage Answer(ChatCall kind, int person, string? message, string text)
    {
        if (!IsArmed || kind != call || GivenTo(person).Count == scripts[person - 1].Length)
            return Take(kind, person, message, text);

        var answer = scripts[person - 1][GivenTo(person).Count];
        given[person] = [.. GivenTo(person), answer];

        if (answer.HasEffect)
            Take(kind, person, message, text);

        if (answer.Meaning(kind).Failure is ChatFailure.MessageGone && message is not null)
            messages[person].Remove(message);

        return answer.Give();
    }

    private HttpResponseMessage Take(ChatCall kind, int person, string? message, string text)
    {
        if (kind is ChatCall.Open)
            return ScriptedConnector.Json(
                HttpStatusCode.Created, new JsonObject { ["id"] = $"a:29:person-{person}" });

        messages.TryAdd(person, []);

        if (message is not null && !messages[person].ContainsKey(message))
            return ScriptedConnector.Json(
                HttpStatusCode.NotFound, ScriptedConnector.Fault("ActivityNotFoundInConversation"));

        var id = message ?? $"{++next}";
        messages[person][id] = text;
        return ScriptedConnector.Json(HttpStatusCode.Created, new JsonObject { ["id"] = id });
    }
}
