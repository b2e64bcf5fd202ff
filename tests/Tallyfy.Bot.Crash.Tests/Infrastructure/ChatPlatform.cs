using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>What goes wrong with one call to the chat platform.</summary>
internal enum ChatFault
{
    None,
    RefusedBefore,
    RefusedAfter,
    DroppedBefore,
    DroppedAfter,
    Throttled,
}

/// <summary>
/// The chat platform as a real server: keeps every message there ever was, can be stopped, and can fail.
/// </summary>
internal sealed class ChatPlatform : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Breakpoints holds;
    private readonly WebApplication app;
    private ImmutableList<ChatMessage> messages = [];
    private int next;

    private ChatPlatform(Breakpoints holds)
    {
        this.holds = holds;
        app = LocalServer.Create(AnswerAsync);
    }

    /// <summary>Asked for every message that is posted or changed.</summary>
    public Func<ChatFault> Interfere { get; set; } = () => ChatFault.None;

    public string ServiceUrl => $"{LocalServer.AddressOf(app)}/_connector";

    public ImmutableList<ChatMessage> Messages
    {
        get
        {
            lock (gate)
                return messages;
        }
    }

    public static async Task<ChatPlatform> OpenAsync(Breakpoints holds)
    {
        var platform = new ChatPlatform(holds);
        await platform.app.StartAsync();
        return platform;
    }

    /// <summary>The messages about this title, as they are now.</summary>
    public IReadOnlyList<ChatMessage> About(string title) =>
        [.. Messages.Where(message => message.Words.Contains(title, StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var text = Encoding.UTF8.GetString(await LocalServer.ReadAsync(context.Request));
        var path = context.Request.Path.Value!.Replace("/_connector/v3/conversations/", "", StringComparison.Ordinal);
        var exchange = $"{context.Request.Method} {path}\n{text}";
        var parts = path.Split('/');

        if (context.Request.Method == "GET" && parts is [_, "members", var member])
        {
            await RosterAsync(context, member);
            return;
        }

        var fault = Interfere();
        await holds.StopIfHeldAsync(Side.Request, exchange);

        if (fault is ChatFault.DroppedBefore)
            throw new IOException("dropped before the effect");

        if (fault is ChatFault.RefusedBefore or ChatFault.Throttled)
        {
            await FailAsync(context, fault);
            return;
        }

        var (status, answer) = (context.Request.Method, parts) switch
        {
            ("POST", [var chat, "activities", ..]) => Post(chat, JsonNode.Parse(text)!.AsObject()),
            ("PUT", [var chat, "activities", var id]) => Put(chat, id, JsonNode.Parse(text)!.AsObject()),
            _ => (HttpStatusCode.NotFound, new JsonObject { ["error"] = new JsonObject { ["code"] = "NotScripted" } }),
        };

        await holds.StopIfHeldAsync(Side.Answer, exchange);

        if (fault is ChatFault.DroppedAfter)
            throw new IOException("dropped after the effect");

        if (fault is ChatFault.RefusedAfter)
            await FailAsync(context, fault);
        else
            await SendAsync(context, status, answer);
    }

    private (HttpStatusCode Status, JsonObject Answer) Post(string chat, JsonObject activity)
    {
        var id = $"{Interlocked.Increment(ref next)}";

        lock (gate)
            messages = messages.Add(new ChatMessage(id, chat, activity));

        return (HttpStatusCode.Created, new JsonObject { ["id"] = id });
    }

    private (HttpStatusCode Status, JsonObject Answer) Put(string chat, string id, JsonObject activity)
    {
        lock (gate)
        {
            var index = messages.FindIndex(message => message.Id == id && message.Chat == chat);

            if (index < 0)
                return (
                    HttpStatusCode.NotFound,
                    new JsonObject { ["error"] = new JsonObject { ["code"] = "ActivityNotFoundInConversation" } });

            messages = messages.SetItem(index, new ChatMessage(id, chat, activity));
        }

        return (HttpStatusCode.OK, new JsonObject { ["id"] = id });
    }

    private static Task RosterAsync(HttpContext context, string address) =>
        Person.All.FirstOrDefault(person => person.Address == address) is { } known
            ? SendAsync(context, HttpStatusCode.OK, new JsonObject
            {
                ["id"] = known.Address,
                ["objectId"] = known.ObjectId,
                ["name"] = known.Name,
                ["email"] = known.Email,
                ["userPrincipalName"] = known.Email,
                ["tenantId"] = Person.Tenant,
                ["userRole"] = "user",
            })
            : SendAsync(context, HttpStatusCode.NotFound, []);

    private static Task FailAsync(HttpContext context, ChatFault fault)
    {
        if (fault is ChatFault.Throttled)
            context.Response.Headers.RetryAfter = "1";

        return SendAsync(
            context,
            fault is ChatFault.Throttled ? HttpStatusCode.TooManyRequests : HttpStatusCode.ServiceUnavailable,
            new JsonObject { ["error"] = new JsonObject { ["code"] = "ServiceError", ["message"] = "no" } });
    }

    private static async Task SendAsync(HttpContext context, HttpStatusCode status, JsonObject body)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }
}

/// <summary>One message as the person sees it now.</summary>
internal sealed record ChatMessage(string Id, string Chat, JsonObject Activity)
{
    public JsonNode? Card => Activity["attachments"]?[0]?["content"];

    public string Words { get; } = CardWords.Of(Activity["attachments"]?[0]?["content"]);

    public bool Asks => CardWords.FindAction(Card, "approve") is not null;

    public bool OffersUndo => CardWords.FindAction(Card, "undo") is not null;

    public Person Reader => Person.All.Single(person => person.Chat == Chat);
}
