using System.Net.Http.Headers;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>One request to a connector: a verb, a path below the service URL, perhaps a body.</summary>
internal sealed record ConnectorCall(HttpMethod Method, string Path, HttpContent? Content = null)
{
    public HttpRequestMessage ToRequest(string serviceUrl, string? token) =>
        new(Method, $"{serviceUrl.TrimEnd('/')}/{Path}")
        {
            Content = Content,
            Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
        };

    /// <summary>
    /// An id as one segment of a path. Ids are foreign text: one made of dots would climb out of its place.
    /// </summary>
    public static string Segment(string id) =>
        !MadeThing.IsName(id)
            ? throw new ConnectorException(ConnectorEnd.UnusableId)
            : Uri.EscapeDataString(id);
}
