using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Extensions;
using Tallyfy.Sandbox.Api.Json;

namespace Tallyfy.Sandbox.Api;

/// <summary>Cuts a list into pages as section 1.3 says.</summary>
internal static class Paging
{
    public const int Default = 10;
    public const int Cap = 100;

    public static ApiAnswer List<T, TJson>(
        ApiCall call, IEnumerable<T> items, Func<T, TJson> shape, JsonTypeInfo<ListJson<TJson>> type,
        int perPage = Default, int cap = Cap, Func<IReadOnlyList<T>, MetaJson, MetaJson>? count = null)
    {
        var all = items.ToList();
        if (call.Flag("without_pagination"))
            return ApiAnswer.Ok(new ListJson<TJson>([.. all.Select(shape)]), type);

        var size = Math.Min(call.Number("per_page", perPage), cap);
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

        if (links.Previous is not null || links.Next is not null)
            pagination.Links["links"] = JsonSerializer.SerializeToElement(links, SandboxJson.Default.PageLinksJson);
        else if (call.Options.EmptyLinks != "absent")
            pagination.Links["links"] = JsonElement.Parse(call.Options.EmptyLinks switch
            {
                "object" => "{}",
                "null" => "null",
                _ => "[]",
            });
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
