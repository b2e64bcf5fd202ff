using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Mutation;

/// <summary>
/// Whom all damage of a round is about: what an answer says of them and of their task is changed in one place, and in
/// the same place whenever the same is asked again. What it says of others is as it was.
/// </summary>
internal sealed partial class DamagedPerson(Random random, Person person, LaunchedTask task)
{
    /// <summary>What stands in the place of a whole answer that is about nobody else.</summary>
    private static readonly string[] Wholes = ["", "null", "[]", "{}", "\"no\"", "{\"data\":", "<html>Sign in</html>"];

    private readonly Lock gate = new();
    private readonly Dictionary<string, Func<JsonObject, string>?> chosen = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly List<string> told = [];
    private readonly Dictionary<HttpRequestMessage, HttpResponseMessage> drawn = [];

    public Person Person => person;

    /// <summary>How many answers were damaged, by what was asked for.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (gate)
                return new Dictionary<string, int>(counts);
        }
    }

    public override string ToString()
    {
        lock (gate)
            return string.Join("; ", told);
    }

    /// <summary>An answer of Tallyfy's.</summary>
    public string OfTallyfy(string exchange, string body)
    {
        if (body.Length == 0 || JsonNode.Parse(body) is not JsonObject answer || answer["data"] is not { } data)
            return body;

        if (data is JsonObject one)
            return IsAbout(one) ? Damaged(exchange, answer) ?? body : body;

        if (data is not JsonArray rows)
            return body;

        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index] is not JsonObject row || !IsAbout(row) || Damaged($"{exchange} row", row) is not { } text)
                continue;

            rows[index] = Mark;
            return answer.ToJsonString().Replace($"\"{Mark}\"", text, StringComparison.Ordinal);
        }

        return body;
    }

    /// <summary>
    /// What the platform answers in place of taking a message for this person's chat; null where it takes it.
    /// </summary>
    public HttpResponseMessage? Refuse(HttpRequestMessage request) =>
        IsToChat(request) && Draw(request) is { IsSuccessStatusCode: false } refusal ? refusal : null;

    /// <summary>What it answers after it took one.</summary>
    public HttpResponseMessage? Confirm(HttpRequestMessage request) => IsToChat(request) ? Draw(request) : null;

    private bool IsToChat(HttpRequestMessage request)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        return path.Contains(person.Chat, StringComparison.Ordinal)
            && !path.Contains("/members/", StringComparison.Ordinal);
    }

    private HttpResponseMessage Draw(HttpRequestMessage request)
    {
        lock (gate)
        {
            if (drawn.Remove(request, out var answer))
                return answer;

            var status = random.Next(3) == 0 ? random.Next(200, 300) : Statuses[random.Next(Statuses.Length)];
            var error = ScriptedConnector.Fault(Codes[random.Next(Codes.Length)]);
            var kinds = JsonMutation.Of(error).ToList();
            var text = random.Next(2) == 0
                ? Wholes[random.Next(Wholes.Length)]
                : kinds[random.Next(kinds.Count)].Apply(error);
            answer = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(
                    text, Encoding.UTF8, random.Next(4) == 0 ? "text/html" : "application/json"),
            };
            Count($"{request.Method} of a message");
            told.Add($"{request.Method}: {status} {text}");

            if (random.Next(4) == 0)
                answer.Headers.TryAddWithoutValidation("Retry-After", RetryAfters[random.Next(RetryAfters.Length)]);

            if (answer.IsSuccessStatusCode)
                drawn[request] = answer;

            return answer;
        }
    }

    /// <summary>Their entry in the roster.</summary>
    public JsonObject? OfRoster(Person asked)
    {
        var entry = ScriptedConnector.RosterEntry(asked);

        if (asked != person)
            return entry;

        // A tree holds each name once.
        return Damaged(Roster, entry) is { } text && text.StartsWith('{')
            ? JsonSerializer.Deserialize<JsonObject>(text, LastWins)
            : null;
    }

    private const string Roster = "the roster's entry";

    private const string Mark = "the-place-of-a-damaged-row";

    private static readonly JsonSerializerOptions LastWins = new() { AllowDuplicateProperties = true };

    // Not 401: that is about the bot, and everybody waits a minute (docs/answers.md).
    private static readonly int[] Statuses =
        [400, 402, 403, 404, 405, 408, 409, 410, 412, 413, 418, 429, 500, 501, 502, 503, 504];

    private static readonly string[] Codes =
        ["BotBlockedByUser", "ConversationNotFound", "BadSyntax", "MessageSizeTooBig", "x", ""];

    private static readonly string[] RetryAfters =
        ["0", "2", "-5", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", "99999999"];

    private bool IsAbout(JsonObject node)
    {
        var text = node.ToJsonString();
        return text.Contains(task.Task, StringComparison.Ordinal)
            || (task.Run is { } run && text.Contains(run, StringComparison.Ordinal))
            || node["id"]?.ToJsonString() == $"{person.Member}";
    }

    // Null: this one is left as it is.
    private string? Damaged(string asked, JsonObject node)
    {
        var shape = asked.Replace(task.Task, "{task}", StringComparison.Ordinal)
            .Replace(task.Run ?? task.Task, "{run}", StringComparison.Ordinal)
            .Replace($"{person.Member}", "{member}", StringComparison.Ordinal);
        shape = Other().Replace(shape, "{another}");

        lock (gate)
        {
            if (!chosen.TryGetValue(shape, out var change))
                chosen[shape] = change = Choose(shape, node, isWhole: node["data"] is not null);

            if (change is null)
                return null;

            Count(shape.Split('?')[0]);
            return change(node);
        }
    }

    private Func<JsonObject, string>? Choose(string shape, JsonObject node, bool isWhole)
    {
        if (shape != Roster && random.Next(3) == 0)
            return null;

        if (isWhole && random.Next(5) == 0)
        {
            var whole = Wholes[random.Next(Wholes.Length)];
            told.Add($"{shape}: {whole}");
            return _ => whole;
        }

        var all = JsonMutation.Of(node).Where(one => !SaysAnother(node, one)).ToList();
        var mutation = all[random.Next(all.Count)];
        told.Add($"{shape}: {mutation}");
        return now =>
        {
            try
            {
                return mutation.Apply(now);
            }
            catch (Exception e) when (e is InvalidOperationException or NullReferenceException)
            {
                return now.ToJsonString(); // the place is not there in this answer
            }
        };
    }

    // One of earlier rounds.
    [GeneratedRegex("[0-9a-f]{32}$")]
    private static partial Regex Other();

    // Another value of the same kind is no damage: it says something else, and is believed.
    private static bool SaysAnother(JsonObject node, JsonMutation mutation) =>
        mutation.Path.Split('.').Aggregate((JsonNode?)node, (parent, name) => (parent as JsonObject)?[name])
            is { } value
        && (mutation.Kind, value.GetValueKind()) is
            ("a number", JsonValueKind.Number)
            or ("another text", JsonValueKind.String)
            or ("a list", JsonValueKind.Array)
            or ("an object", JsonValueKind.Object)
            or ("true", JsonValueKind.True or JsonValueKind.False);

    private void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
}
