using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>
/// The way out: posts, edits and reads through the connector that a service URL names. Nothing is retried here.
/// See https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.
/// </summary>
public sealed class ConnectorClient(
    HttpClient http, BotCredential credential, ServiceUrlPolicy serviceUrls, TimeProvider time)
{
    /// <summary>
    /// The name under which the HTTP client is registered, for those who put another handler beneath it.
    /// </summary>
    public const string HttpClientName = "Tallyfy.Bot.Protocol.Connector";

    /// <summary>A roster page of 500 entries is a quarter of this.</summary>
    internal const int MaxAnswerBytes = 1024 * 1024;

    private const int PageSize = 200;

    private readonly ConnectorConnection _connection = new(http, credential, serviceUrls, time);

    /// <summary>
    /// A call without an answer after this time ends as <see cref="ConnectorEnd.NoAnswer"/>.
    /// </summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Opens the 1:1 chat with one member, or finds it: the platform answers an existing chat's id.</summary>
    public async Task<string> CreateConversationAsync(
        string serviceUrl, NewConversation conversation, CancellationToken cancellationToken)
    {
        var body = JsonContent.Create(ConversationRequest.For(conversation), ProtocolJson.Default.ConversationRequest);
        var call = new ConnectorCall(HttpMethod.Post, "v3/conversations", body);

        return await _connection.MakeAsync(serviceUrl, call, cancellationToken)
            ?? throw new ConnectorException(ConnectorEnd.NoAnswer, HttpStatusCode.OK, "NoConversationId");
    }

    /// <summary>
    /// Posts an activity. Null when the platform made it but told no id: it can then never be edited.
    /// </summary>
    public Task<string?> SendAsync(
        string serviceUrl, string conversationId, OutboundActivity activity, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Post, serviceUrl, Activities(conversationId), activity, cancellationToken);

    /// <summary>Posts an activity as the answer to another.</summary>
    public Task<string?> ReplyAsync(
        string serviceUrl,
        string conversationId,
        string activityId,
        OutboundActivity activity,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);

        var reply = activity with { ReplyToId = activityId };

        return WriteAsync(HttpMethod.Post, serviceUrl, Activity(conversationId, activityId), reply, cancellationToken);
    }

    /// <summary>Puts an activity in place of one that the bot posted.</summary>
    public Task UpdateAsync(
        string serviceUrl,
        string conversationId,
        string activityId,
        OutboundActivity activity,
        CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Put, serviceUrl, Activity(conversationId, activityId), activity, cancellationToken);

    public Task DeleteAsync(
        string serviceUrl, string conversationId, string activityId, CancellationToken cancellationToken) =>
        _connection.MakeAsync(
            serviceUrl, new ConnectorCall(HttpMethod.Delete, Activity(conversationId, activityId)), cancellationToken);

    /// <summary>One roster entry by channel id, object id or user principal name; null when there is none.</summary>
    public async Task<ChannelMember?> FindMemberAsync(
        string serviceUrl, string conversationId, string memberId, CancellationToken cancellationToken)
    {
        var path = $"{Conversation(conversationId)}/members/{ConnectorCall.Segment(memberId)}";
        var call = new ConnectorCall(HttpMethod.Get, path);

        try
        {
            return await _connection.ReadAsync(serviceUrl, call, ProtocolJson.Default.ChannelMember, cancellationToken);
        }
        catch (ConnectorException fault) when (fault.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The whole roster, a page at a time.</summary>
    public async IAsyncEnumerable<ChannelMember> ListMembersAsync(
        string serviceUrl, string conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;

        do
        {
            var page = await ReadPageAsync(serviceUrl, conversationId, next, cancellationToken);

            foreach (var member in page?.Members ?? [])
                yield return member;

            // A page that names itself as the next would never end.
            next = page?.ContinuationToken == next ? null : page?.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private Task<MemberPage?> ReadPageAsync(
        string serviceUrl, string conversationId, string? page, CancellationToken cancellationToken)
    {
        var token = page is null ? "" : $"&continuationToken={Uri.EscapeDataString(page)}";
        var path = $"{Conversation(conversationId)}/pagedmembers?pageSize={PageSize}{token}";
        var call = new ConnectorCall(HttpMethod.Get, path);

        return _connection.ReadAsync(serviceUrl, call, ProtocolJson.Default.MemberPage, cancellationToken);
    }

    private Task<string?> WriteAsync(
        HttpMethod method,
        string serviceUrl,
        string path,
        OutboundActivity activity,
        CancellationToken cancellationToken)
    {
        var body = JsonContent.Create(activity, ProtocolJson.Default.OutboundActivity);

        return _connection.MakeAsync(serviceUrl, new ConnectorCall(method, path, body), cancellationToken);
    }

    private static string Conversation(string conversationId) =>
        $"v3/conversations/{ConnectorCall.Segment(conversationId)}";

    private static string Activities(string conversationId) => $"{Conversation(conversationId)}/activities";

    private static string Activity(string conversationId, string activityId) =>
        $"{Activities(conversationId)}/{ConnectorCall.Segment(activityId)}";
}
