using System.Net;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>What Tallyfy was seen to answer: an odd task costs no other anything, and itself what is odd.</summary>
public sealed class TallyfyInputStories
{
    private const string Odd = "Approve the offer";
    private const string Ordinary = "Ordinary";
    private const string Tasks = $"GET /api/organizations/{WellKnown.OrganizationId}/tasks";

    /// <summary>Each list, and the member of the odd task that the log names; null where it need not.</summary>
    public static TheoryData<string, string?> Lists => new()
    {
        { "01-list-deadline-zero-date", "deadline" },
        { "01-list-deadline-mysql-zero-date", "deadline" },
        { "01-list-deadline-php-datetime", "deadline" },
        { "01-list-deadline-false", "deadline" },
        { "01-list-completer-list", null },
        { "01-list-guest-without-email", null },
        { "01-list-owner-empty-object", "owners" },
        { "01-list-flag-yes", null },
        { "01-list-null-item", null },
        { "01-list-plain-task", null },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task An_odd_row_of_a_list_keeps_neither_its_own_nor_another_card_away(string name, string? named)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var (odd, ordinary) = await LaunchAsync(story);
        var list = Here(FieldInput.Read(name, Person.Lynne), odd)
            .Replace("cccccccccccccccccccccccccccccccc", ordinary.Task, StringComparison.Ordinal);
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange == Tasks ? list
            : exchange == $"{Tasks}/{odd.Task}" ? With(body, JsonNode.Parse(list)!["data"]![0]!.AsObject())
            : body;

        story.Sweep();

        var card = await story.CardAsync(Person.Lynne, Ordinary, whenQuiet: story.Sweep);

        if (name != "01-list-plain-task")
            Assert.True((await story.CardAsync(Person.Lynne, Odd, whenQuiet: story.Sweep)).Asks);

        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
        Assert.Equal(ordinary.Task, Assert.Single(await story.Sandbox.CompletionsAsync()).Task);
        using var ready = await story.AskAsOperatorAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        if (named is not null)
            Assert.Single(story.Log.Split('\n'), line => line.Contains("Warning", StringComparison.Ordinal)
                && line.Contains(odd.Task, StringComparison.Ordinal)
                && line.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_null_among_the_fields_of_a_form_leaves_the_others()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var odd = await story.Sandbox.LaunchAsync(Asking(Odd));
        var input = Here(FieldInput.Read("01-task-form-field-null", Person.Lynne), odd);
        var row = JsonNode.Parse(input)!["data"]!.AsObject();
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == $"{Tasks}/{odd.Task}" ? With(body, row) : body;

        story.Sweep();

        var card = await story.CardAsync(Person.Lynne, Odd, whenQuiet: story.Sweep);
        Assert.Contains("Amount EUR 10", card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Tallyfy_was_never_read_nobody_says_that_nothing_waits()
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "^.*/(tasks|activity-feeds)$", status = 503 });
        await story.ChangeStoreAsync("delete from listings"); // as if it had failed since the start
        await story.Sandbox.LaunchAsync(Asking(Odd));
        await story.InstallAsync(Person.Lynne);

        await story.PostAsync(FieldInput.Activity("02-nothing-waits", Person.Lynne));

        var said = story.Teams.In(Person.Lynne.Chat).Select(message => message.Words).ToList();
        Assert.Equal(2, said.Count);
        Assert.All(said, words =>
            Assert.Contains("Tallyfy could not be read yet", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_within_the_text_takes_no_room_from_the_text()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var parts = FieldInput.Read("05-picture-before-text", Person.Lynne)["summary_made_of"]!.AsArray();
        var picture = string.Concat(Enumerable.Repeat(((string)parts[1]!).Split(' ')[0], 3_000));
        await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = Odd,
            description = $"{parts[0]}{picture}{parts[2]}",
            assignees = new[] { Person.Lynne.Email },
        });
        story.Sweep();

        var card = await story.CardAsync(Person.Lynne, Odd, whenQuiet: story.Sweep);

        Assert.Contains(
            "Please pay 5,000 EUR to Fabrikam by Friday.", card.Words, StringComparison.Ordinal);
    }

    private static async Task<(LaunchedTask Odd, LaunchedTask Ordinary)> LaunchAsync(ApprovalStory story) =>
        (await story.Sandbox.LaunchAsync(Asking(Odd)), await story.Sandbox.LaunchAsync(Asking(Ordinary)));

    // Its owner is the first member of the desk that it was seen at.
    private static string Here(JsonNode input, LaunchedTask odd) => input.ToJsonString()
        .Replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", odd.Task, StringComparison.Ordinal)
        .Replace("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", odd.Run, StringComparison.Ordinal)
        .Replace("1002", $"{Person.Lynne.Member}", StringComparison.Ordinal);

    private static object Asking(string title) => new
    {
        template = "Purchase request",
        title,
        assignees = new[] { Person.Lynne.Email },
    };

    // The answer about the one task has the odd members, too.
    private static string With(string body, JsonObject row)
    {
        var answer = JsonNode.Parse(body)!;

        foreach (var (member, value) in row)
            answer["data"]![member] = value?.DeepClone();

        return answer.ToJsonString();
    }
}
