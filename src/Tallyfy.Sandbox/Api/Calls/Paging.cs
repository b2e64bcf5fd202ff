using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Extensions;
using Tallyfy.Sandbox.Api.Json;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>Cuts a list into pages as docs/tallyfy-facts.md 1.3 says.</summary>
internal static class Paging
{
    public const int Default = 10;
    public const int Cap = 100;

    public static ApiAnswer List<T, TJson>(
        ApiCall call, IEnumerable<T> items, Func<T, TJson> shape, JsonTypeInfo<ListJson<TJson>> type,
        int perPage = Default, int cap = Cap, Func<IReadOnlyList<T>, MetaJson, MetaJson>? count = null) =>
        call.Flag("without_pagination")
            ? ApiAnswer.Ok(new ListJson<TJson>([.. items.Select(shape)]), type)
            : Cut(call, [.. items], shape, type, Math.Min(call.Number("per_page", perPage), cap), count);

    /// <summary>A list whose pages have one size, whatever is asked for.</summary>
    public static ApiAnswer Fixed<T, TJson>(
        ApiCall call, IEnumerable<T> items, Func<T, TJson> shape, JsonTypeInfo<ListJson<TJson>> type) =>
        Cut(call, [.. items], shape, type, Default);

    private static ApiAnswer Cut<T, TJson>(
        ApiCall call, IReadOnlyList<T> all, Func<T, TJson> shape, JsonTypeInfo<ListJson<TJson>> type, int size,
        Func<IReadOnlyList<T>, MetaJson, MetaJson>? count = null)
    {
        var page = call.Number("page", 1);
        var pages = Math.Max(1, (all.Count + size - 1) / size);
        IReadOnlyList<T> here = page > pages ? [] : [.. all.Skip((page - 1) * size).Take(size)];
        IReadOnlyList<TJson> shown = [.. here.Select(shape)];

        var pagination = new PaginationJson
        {
            Total = all.Count,
            Count = shown.Count,
            PerPage = size,
            CurrentPage = page,
            TotalPages = pages,
        };
        AddLinks(pagination, call);
        var meta = new MetaJson(pagination);
        return ApiAnswer.Ok(new ListJson<TJson>(shown) { Meta = count?.Invoke(here, meta) ?? meta }, type);
    }

    private static void AddLinks(PaginationJson pagination, ApiCall call)
    {
        var page = pagination.CurrentPage;
        var links = new PageLinksJson
        {
            Previous = page > 1 ? Address(call.Request, page - 1) : null,
            Next = page < pagination.TotalPages ? Address(call.Request, page + 1) : null,
        };

        var isOnly = links is { Previous: null, Next: null };
        var setting = isOnly ? call.Options.EmptyLinks : call.Options.PageLinks;
        if (setting == "absent")
            return;

        pagination.Links["links"] = setting switch
        {
            "object" when !isOnly => JsonSerializer.SerializeToElement(links, SandboxJson.Default.PageLinksJson),
            "object" or "empty-object" => JsonElement.Parse("{}"),
            "null" => JsonElement.Parse("null"),
            _ => JsonElement.Parse("[]"),
        };
    }

    private static string Address(HttpRequest request, int page)
    {
        var query = new QueryBuilder(request.Query
            .Where(parameter => parameter.Key != "page")
            .SelectMany(
                parameter => parameter.Value,
                (parameter, value) => KeyValuePair.Create(parameter.Key, value ?? "")))
        {
            { "page", page.ToString(CultureInfo.InvariantCulture) },
        };
        return $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}{query}";
    }
}
