using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// The chat platform: keeps every message, answers the roster, and can be told to fail. Anything else it is asked
/// throws.
/// </summary>
internal sealed class ScriptedConnector : HttpMessageHandler
{
    private const string ServiceUrl = Activities.ServiceUrl;

    private readonly Lock gate = new();
    private ImmutableList<ChatMessage> messages = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int next;
    private int rosterReads;

    /// <summary>Asked before each call; an answer other than null is sent instead.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Interfere { get; set; } = _ => null;

    /// <summary>Asked before each call; the call waits until what is answered is released.</summary>
    public Func<HttpRequestMessage, HeldRequest?> Hold { get; set; } = _ => null;

    /// <summary>
    /// Asked after each call has had its effect; an answer other than null is sent instead of the true one.
    /// </summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Garble { get; set; } = _ => null;

    /// <summary>Whom it knows.</summary>
    public IReadOnlyList<Person> People { get; set; } = Person.All;

    /// <summary>What the roster says about a person; null is unknown.</summary>
    public Func<Person, JsonObject?> Roster { get; set; } = RosterEntry;

    /// <summary>
    /// Which 1:1 chat is opened with whom, by address; null refuses as Teams does when the app is not installed.
    /// </summary>
    public Func<Person, string?> Open { get; set; } = person => person.Chat;

    /// <summary>What the bot logged, for whoever waited in vain.</summary>
    public Func<string> Log { get; set; } = () => "";

    /// <summary>Lets every process look for work; null while there is one, which signals itself.</summary>
    public Action? Waken { get; set; }

    /// <summary>How often somebody's entry was asked for.</summary>
    public int RosterReads => rosterReads;

    public ImmutableList<ChatMessage> Messages
    {
        get
        {
            lock (gate)
                return messages;
        }
    }

    public ChatMessage Message(string id) => Messages.Single(message => message.Id == id);

    public IEnumerable<ChatMessage> In(string chat) => Messages.Where(message => message.Chat == chat);

    public static JsonObject RosterEntry(Person person) => new()
    {
        ["id"] = person.Address,
        ["objectId"] = person.ObjectId,
        ["name"] = person.Name,
        ["email"] = person.Email,
        ["userPrincipalName"] = person.Email,
        ["tenantId"] = Person.Tenant,
        ["userRole"] = "user",
    };

    /// <summary>The person deleted it, or the platform lost it.</summary>
    public void Forget(string id) => Change(all => all.RemoveAll(message => message.Id == id));

    /// <summary>Waits until some message is so; the token of the test ends the wait.</summary>
    public async Task<ChatMessage> WaitForAsync(Func<ChatMessage, bool> isSo, Action? whenQuiet = null)
    {
        ChatMessage? found = null;
        await CallAsync(() => (found = Messages.Find(message => isSo(message))) is not null, whenQuiet);
        return found ?? throw new UnreachableException();
    }

    /// <summary>
    /// Waits until this is so. It is asked again after every call. With several processes they are woken where no call
    /// comes, because nobody tells one what another has written.
    /// </summary>
    public async Task CallAsync(Func<bool> isSo, Action? whenQuiet = null)
    {
        var began = Stopwatch.GetTimestamp();
        var waken = whenQuiet ?? Waken;

        while (true)
        {
            Task signal;

            lock (gate)
                signal = changed.Task;

            if (isSo())
                return;

            try
            {
                await signal.WaitAsync(waken is null ? Hang.Guard : Hang.Quiet, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException) when (waken is not null && Stopwatch.GetElapsedTime(began) < Hang.Guard)
            {
                waken();
            }
            catch (TimeoutException)
            {
                throw new TimeoutException(
                    $"No such message. There are: {string.Join(" | ", Messages.Select(m => m.Summary))}. "
                    + $"The log:\n{Log()}");
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interfere(request) is { } refusal)
        {
            Change(all => all);
            return refusal;
        }

        if (Hold(request) is { } hold)
            await hold.PassAsync(cancellationToken);

        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)
            .Replace("/_connector/v3/conversations/", "", StringComparison.Ordinal);
        var parts = path.Split('/');
        var body = request.Content is null
            ? null
            : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken)) as JsonObject;

        var answer = (request.Method.Method, parts) switch
        {
            ("POST", [var chat, "activities", ..]) => Post(chat, body!),
            ("PUT", [var chat, "activities", var id]) => Put(chat, id, body!),
            ("GET", [_, "members", var member]) => Find(member),
            ("POST", [.., "v3", "conversations"]) => Create((string)body!["members"]![0]!["id"]!),
            _ => throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}."),
        };

        return Garble(request) ?? answer;
    }

    private HttpResponseMessage Post(string chat, JsonObject activity)
    {
        var id = $"{Interlocked.Increment(ref next)}";
        Change(all => all.Add(new ChatMessage(id, chat, activity, 0)));
        return Json(HttpStatusCode.Created, new JsonObject { ["id"] = id });
    }

    private HttpResponseMessage Put(string chat, string id, JsonObject activity)
    {
        if (Messages.Find(message => message.Id == id && message.Chat == chat) is not { } known)
            return Json(HttpStatusCode.NotFound, Fault("ActivityNotFoundInConversation"));

        var edited = known with { Activity = activity, Edits = known.Edits + 1 };
        Change(all => all.Replace(all.Find(message => message.Id == id)!, edited));
        return Json(HttpStatusCode.OK, new JsonObject { ["id"] = id });
    }

    private HttpResponseMessage Create(string address) =>
        People.FirstOrDefault(person => address == person.Address || address == person.ObjectId) is { } known
        && Open(known) is { } chat
            ? Json(HttpStatusCode.Created, new JsonObject { ["id"] = chat })
            : Json(HttpStatusCode.Forbidden, Fault("BotNotInConversationRoster"));

    private HttpResponseMessage Find(string member)
    {
        Interlocked.Increment(ref rosterReads);

        return People.FirstOrDefault(person => member == person.Address || member == person.ObjectId) is { } known
            && Roster(known) is { } entry
            ? Json(HttpStatusCode.OK, entry)
            : Json(HttpStatusCode.NotFound, Fault("MemberNotFoundInConversation"));
    }

    private void Change(Func<ImmutableList<ChatMessage>, ImmutableList<ChatMessage>> change)
    {
        TaskCompletionSource before;

        lock (gate)
        {
            messages = change(messages);
            before = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.SetResult();
    }

    public static JsonObject Fault(string code) =>
        new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = "no" } };

    public static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = JsonContent.Create(body) };
}

/// <summary>One message as the person sees it now.</summary>
internal sealed record ChatMessage(string Id, string Chat, JsonObject Activity, int Edits)
{
    public string Summary => (string?)Activity["summary"] ?? "";

    public JsonObject Card => Activity["attachments"]![0]!["content"]!.AsObject();

    /// <summary>Everything written on the card.</summary>
    public string Words => Cards.CardWords.Of(Card);

    public bool Asks => Cards.CardWords.FindAction(Card, "approve") is not null;
}
