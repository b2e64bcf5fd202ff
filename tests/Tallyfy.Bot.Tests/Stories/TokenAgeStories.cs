using System.Net;
using System.Text;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>A personal access token ends after half a year, and whoever runs the bot hears of it before.</summary>
public sealed class TokenAgeStories
{
    private static readonly DateTimeOffset Seen = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static Dictionary<string, string?> LynneRunsIt => new()
    {
        ["Operators:People:0:Tenant"] = Person.Tenant,
        ["Operators:People:0:ObjectId"] = Person.Lynne.ObjectId,
    };

    [Fact]
    public async Task Two_weeks_and_one_day_before_its_end_a_token_is_spoken_of_once_each_until_it_is_replaced()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        Assert.DoesNotContain("ends about", await TallyfyAsync(story), StringComparison.Ordinal);

        await story.RestartAsync(TimeSpan.FromDays(168.7));
        await ToldAsync(story, StoryTexts.English.TokenEndsSoonHeading);
        await story.QuietAsync();
        Assert.Contains(
            "ends about 2026-09-01: put a new one in Tallyfy:AccessToken",
            await TallyfyAsync(story),
            StringComparison.Ordinal);
        await story.LoggedAsync("Warning: The access token of organization");

        await story.RestartAsync();
        await story.LoggedAsync("Warning: The access token of organization");
        await story.RestartAsync(TimeSpan.FromDays(13));
        await ToldAsync(story, StoryTexts.English.TokenEndsTomorrowHeading);

        await story.RestartAsync(
            TimeSpan.Zero, KeyValuePair.Create("Tallyfy:AccessToken", (string?)await story.Sandbox.IssueTokenAsync()));
        await story.LoggedAsync("is good until about"); // it was looked at, and is remembered
        await story.QuietAsync();
        Assert.DoesNotContain("ends about", await TallyfyAsync(story), StringComparison.Ordinal);
        Assert.Equal(2, await story.CountAsync("operator_notices"));
        Assert.Equal(2, await story.CountAsync("tallyfy_tokens where length(mark) = 64"));
    }

    [Fact]
    public async Task While_the_bot_runs_it_is_noticed_within_the_hour()
    {
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        await story.RestartAsync(TimeSpan.FromDays(168) + TimeSpan.FromHours(14.5));
        await story.LoggedAsync("is good until about 2026-09-01"); // its clock runs
        Assert.Equal(0, await story.CountAsync("operator_notices"));

        story.Advance(TimeSpan.FromHours(1));

        await ToldAsync(story, StoryTexts.English.TokenEndsSoonHeading);
    }

    [Fact]
    public async Task A_token_that_names_its_own_end_is_believed()
    {
        var token = Jwt($$"""{"exp":{{Seen.AddDays(10).ToUnixTimeSeconds()}}.25}""");
        await using var story = ApprovalStory.Begin(settings: LynneRunsIt);
        story.Sandbox.AcceptToken(token, Seen.AddDays(10));
        await story.InstallAsync(Person.Lynne);

        await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create("Tallyfy:AccessToken", (string?)token));

        await ToldAsync(story, StoryTexts.English.TokenEndsSoonHeading);
        await story.QuietAsync();
        Assert.Contains("ends about 2026-03-12", await TallyfyAsync(story), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_has_no_such_token()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application, LynneRunsIt);
        await story.InstallAsync(Person.Lynne);
        await story.RestartAsync(TimeSpan.FromDays(170));
        await story.QuietAsync();

        Assert.DoesNotContain("ends about", await TallyfyAsync(story), StringComparison.Ordinal);
        Assert.Equal(0, await story.CountAsync("tallyfy_tokens"));
    }

    [Theory]
    [InlineData("""{"exp":1773306000}""", 1773306000.0)]
    [InlineData("""{"exp":1773306000.5,"iat":1}""", 1773306000.5)]
    [InlineData("""{"iat":1773306000}""", 1773306000.0 + 15778800)]
    [InlineData("""{"exp":"soon","iat":1773306000}""", 1773306000.0 + 15778800)]
    [InlineData("""{"exp":-1}""", null)]
    [InlineData("""{"exp":1e300}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""[1]""", null)]
    [InlineData("""not JSON""", null)]
    public void What_a_token_says_of_its_end_is_read_without_being_checked(string claims, double? end)
    {
        var expected = end is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : Seen + TokenEnd.Lifetime;

        Assert.Equal(expected, TokenEnd.For(Jwt(claims), Seen));
    }

    [Theory]
    [InlineData("sandbox-personal-access-token")]
    [InlineData("a.b")]
    [InlineData("a.!.c")]
    [InlineData("a..c")]
    [InlineData("a.b.c.d")]
    public void Any_other_token_ends_half_a_year_after_it_was_first_seen(string token) =>
        Assert.Equal(Seen + TokenEnd.Lifetime, TokenEnd.For(token, Seen));

    [Fact]
    public void A_mark_tells_tokens_and_organizations_apart_and_does_not_tell_the_token()
    {
        string[] marks = [TokenEnd.Mark("a", "one"), TokenEnd.Mark("a", "two"), TokenEnd.Mark("b", "one")];

        Assert.Equal(3, marks.Distinct().Count());
        Assert.All(marks, mark => Assert.Matches("^[0-9a-f]{64}$", mark));
        Assert.Equal(marks[0], TokenEnd.Mark("a", "one"));
    }

    private static string Jwt(string claims) =>
        $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";

    private static async Task ToldAsync(ApprovalStory story, string heading)
    {
        var told = await story.Teams.WaitForAsync(message => message.Summary == heading);
        Assert.Equal(Person.Lynne.Chat, told.Chat);
        Assert.Contains("Tallyfy:AccessToken", told.Words, StringComparison.Ordinal);
        Assert.Single(story.Teams.Messages, message => message.Summary == heading);
    }

    private static async Task<string> TallyfyAsync(ApprovalStory story)
    {
        using var health = await story.AskAsOperatorAsync("/health/tallyfy");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        return await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
