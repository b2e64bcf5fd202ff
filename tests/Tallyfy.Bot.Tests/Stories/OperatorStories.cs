using System.Net;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What an operator sees of deliveries, and can do about them, while the bot runs.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class OperatorStories
{
    [Theory]
    [InlineData("list", "No dead letters.")]
    [InlineData("send-again --all", "No dead letters.")]
    [InlineData("--help", "send-again")]
    public async Task Where_nothing_was_given_up_it_says_so(string words, string said)
    {
        await using var story = ApprovalStory.Begin();

        var (code, text) = await story.CommandAsync(["deliveries", .. words.Split(' ')]);

        Assert.Equal(0, code);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        await using var story = ApprovalStory.Begin();

        var (code, text) = await story.CommandAsync("--help");

        Assert.Equal(0, code);
        Assert.All(
            (string[])["deliveries", "trail", "accounts", "Without a command it runs"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deliveries", "list")]
    [InlineData("trail", "verify")]
    [InlineData("accounts", "list")]
    public async Task A_store_that_is_not_there_is_said_in_a_sentence(params string[] words)
    {
        await using var output = new StringWriter();

        var code = await OperatorCommands.AnswerAsync(
            [.. words, "--ConnectionStrings:Bot=Data Source=/nowhere/bot.db", $"--Trail:Key={BotHost.TrailKey}"],
            output,
            TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Contains("There is no store at", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_is_listed_and_can_be_sent_again()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Teams.Interfere = request => request.Method == HttpMethod.Post
            ? ScriptedConnector.Json(HttpStatusCode.BadRequest, ScriptedConnector.Fault("BadArgument"))
            : null;
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await story.UntilAsync(() => story.Log.Contains("BadArgument", StringComparison.Ordinal));
        await story.AnsweredAsync();

        var (code, text) = await story.CommandAsync("deliveries", "list");
        Assert.Equal(0, code);
        Assert.Contains("BadArgument", text, StringComparison.Ordinal);
        Assert.Contains(task.Task, text, StringComparison.Ordinal);
        Assert.Contains("1 dead letters", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fence", text, StringComparison.Ordinal);
        using var ready = await story.AskAsOperatorAsync("/health/ready");
        Assert.Contains(
            "1 dead letters",
            await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        story.Teams.Interfere = _ => null;
        var (sent, answer) = await story.CommandAsync("deliveries", "send-again", text.Split("  ")[0]);
        Assert.Equal((0, "1 will be sent again."), (sent, answer.Trim()));
        story.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Theory]
    [InlineData("deliveries", "send-again")]
    [InlineData("deliveries", "send-again", "0123")]
    [InlineData("deliveries", "send-again", "0123", "--all")]
    [InlineData("deliveries", "burn")]
    public async Task What_cannot_be_done_is_said_and_ends_with_1(params string[] words)
    {
        await using var story = ApprovalStory.Begin();

        var (code, text) = await story.CommandAsync(words);

        Assert.Equal(1, code);
        Assert.NotEmpty(text);
    }
}
