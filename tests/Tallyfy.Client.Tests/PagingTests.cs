using System.Text.Json.Nodes;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class PagingTests
{
    private const string List = "/organizations/org/tasks?status=active&with=run&per_page=100&page=";

    [Theory]
    [InlineData("object-with-next", 3)]
    [InlineData("empty-array", 1)]
    [InlineData("empty-object", 2)]
    [InlineData("null", 1)]
    [InlineData("absent", 1)]
    public async Task Every_variant_of_links_is_read(string variant, int expected)
    {
        await using var story = new ClientStory();
        var pagination = Sample.Node("pagination.links.variants")[variant]!;
        for (var page = 1; page <= expected; page++)
        {
            var figures = page == expected ? Without(pagination, "next") : pagination;
            story.Tallyfy.Get(List + page, Page(figures, $"t{page}"));
        }

        Assert.Equal(Enumerable.Range(1, expected).Select(page => $"t{page}"), await IdsAsync(story));
    }

    [Fact]
    public async Task A_next_link_is_a_reason_to_go_on_but_is_never_followed()
    {
        await using var story = new ClientStory();
        var first = Node("""{"total_pages":1,"links":{"next":"https://elsewhere.example/?page=9"}}""");
        story.Tallyfy.Get(List + "1", Page(first, "a"));
        story.Tallyfy.Get(List + "2", Page(Node("""{"total_pages":"2","links":[]}"""), "b"));

        Assert.Equal(["a", "b"], await IdsAsync(story));
    }

    [Theory]
    [InlineData("""{"total_pages":99999}""")]
    [InlineData("""{"links":{"next":"https://tallyfy.example/next"}}""")]
    public async Task An_empty_page_is_the_end_whatever_the_figures_say(string pagination)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(List + "1", Page(Node(pagination), "a")).Get(List + "2", Page(Node(pagination)));

        Assert.Equal(["a"], await IdsAsync(story));
    }

    [Fact]
    public async Task A_repeated_page_is_the_end_whatever_the_figures_say()
    {
        await using var story = new ClientStory();
        var page = Page(Node("""{"total_pages":99999,"current_page":1}"""), "a", "b");
        story.Tallyfy.Get(List + "1", page).Get(List + "2", page);

        Assert.Equal(["a", "b"], await IdsAsync(story));
    }

    [Fact]
    public async Task A_task_that_moved_to_the_next_page_is_listed_once()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(List + "1", Page(Node("""{"total_pages":2}"""), "a", "b", "a"));
        story.Tallyfy.Get(List + "2", Page(Node("""{"total_pages":2}"""), "b", "c"));

        Assert.Equal(["a", "b", "c"], await IdsAsync(story));
    }

    [Theory]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    public async Task Without_figures_a_full_page_means_that_there_may_be_more(int count, int pages)
    {
        await using var story = new ClientStory();
        string[] ids = [.. Enumerable.Range(0, count).Select(number => $"t{number}")];
        story.Tallyfy.Get(List + "1", Page(null, ids)).Get(List + "2", Page(null));

        Assert.Equal(ids, await IdsAsync(story));
        Assert.Equal(pages, story.Tallyfy.Seen.Count);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_an_error_and_not_half_a_list()
    {
        await using var story = new ClientStory();
        for (var page = 1; page <= 10_001; page++)
            story.Tallyfy.Get(List + page, Page(Node("""{"total_pages":99999}"""), $"t{page}"));

        var refusal = await ClientStory.RefusalAsync(() => IdsAsync(story));

        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, 10_000), (refusal.Kind, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_reader_who_stops_early_asks_for_no_further_page()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(List + "1", Page(Node("""{"total_pages":2}"""), "a"));

        var first = await story.Client.ListOpenTasksAsync("org", ClientStory.Token).FirstAsync(ClientStory.Token);

        Assert.Equal(("a", 1), (first.Id, story.Tallyfy.Seen.Count));
    }

    private static async Task<List<string>> IdsAsync(ClientStory story) =>
        await story.Client.ListOpenTasksAsync("org", ClientStory.Token)
            .Select(task => task.Id)
            .ToListAsync(ClientStory.Token);

    private static JsonNode Node(string json) => JsonNode.Parse(json)!;

    private static JsonNode Without(JsonNode pagination, string link)
    {
        var last = pagination.DeepClone();
        (last["links"] as JsonObject)?.Remove(link);
        return last;
    }

    private static string Page(JsonNode? pagination, params string[] ids)
    {
        var page = new JsonObject
        {
            ["data"] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id })]),
        };
        if (pagination is not null)
            page["meta"] = new JsonObject { ["pagination"] = pagination.DeepClone() };
        return page.ToJsonString();
    }
}
