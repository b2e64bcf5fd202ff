using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Http;

namespace Tallyfy.Client;

/// <summary>The Tallyfy API as one person sees it; what may be asked is in the <c>…Requests</c> beside it.</summary>
public sealed class TallyfyClient
{
    // Tallyfy's cap for tasks, runs and groups.
    internal const int PageSize = 100;

    private readonly TallyfyConnection connection;
    private readonly ITallyfyCredential credential;

    internal TallyfyClient(TallyfyConnection connection, ITallyfyCredential credential)
    {
        this.connection = connection;
        this.credential = credential;
    }

    internal async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var answer = await connection.GetAsync(path, credential, cancellationToken).ConfigureAwait(false);
        return answer.Item(type);
    }

    internal async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await connection.GetAsync(path, credential, cancellationToken).ConfigureAwait(false);
        return answer.SaysNotFound ? null : answer.Item(type);
    }

    internal IAsyncEnumerable<T> ListAsync<T, TId>(
        string path, JsonTypeInfo<T> type, Func<T, TId> id, CancellationToken cancellationToken)
        where T : class =>
        ListAsync(path, type, id, null, cancellationToken);

    internal IAsyncEnumerable<T> ListAsync<T, TId>(
        string path,
        JsonTypeInfo<T> type,
        Func<T, TId> id,
        UnreadRows? unread,
        CancellationToken cancellationToken)
        where T : class =>
        ListAsync(path.WithQuery("per_page", PageSize), PageSize, type, id, _ => true, unread, cancellationToken);

    /// <summary>
    /// Lists what is wanted, and asks for no further page after one without any of it. What cannot be read is left out
    /// where the caller wants to know of it, and ends the list otherwise.
    /// </summary>
    internal async IAsyncEnumerable<T> ListAsync<T, TId>(
        string path,
        int pageSize,
        JsonTypeInfo<T> type,
        Func<T, TId> id,
        Func<T, bool> isWanted,
        UnreadRows? unread,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var pages = new PageWalk<TId>(pageSize);
        while (pages.Next() is { } number)
        {
            var answer = await connection
                .GetAsync(path.WithQuery("page", number), credential, cancellationToken)
                .ConfigureAwait(false);
            var page = unread is null ? answer.Page(type) : answer.ReadablePage(type);
            var fresh = pages.TakeNew(page, id);
            foreach (var row in pages.Unread)
                unread?.Add(row.Id);

            // A page of which nothing could be read is not one without any of it.
            var wanted = fresh.Where(isWanted).ToList();
            if (wanted.Count == 0 && fresh.Count > 0)
                yield break;

            foreach (var item in wanted)
                yield return item;
        }
    }

    internal Task<TallyfyAnswer> WriteAsync<T>(
        HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        connection.WriteAsync(method, path, JsonBody.Of(body, type), credential, cancellationToken);

    internal Task<TallyfyAnswer> UploadAsync(
        string path, MultipartFormDataContent form, CancellationToken cancellationToken) =>
        connection.WriteAsync(HttpMethod.Post, path, form, credential, cancellationToken);

    internal Task<TallyfyAnswer> DeleteAsync(string path, CancellationToken cancellationToken) =>
        connection.WriteAsync(HttpMethod.Delete, path, null, credential, cancellationToken);

    internal Task<DownloadedFile> DownloadAsync(
        string path, Stream destination, CancellationToken cancellationToken) =>
        connection.DownloadAsync(path, destination, credential, cancellationToken);
}
