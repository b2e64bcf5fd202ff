using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Conventions;
using Tallyfy.Bot.Work;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>
/// Every answer of the table, and every pair of them in a row, to a post, an edit and the opening of a chat: each pair
/// has a person of its own, and the platform is well afterwards. The delivery is the real one.
/// </summary>
public sealed class AnswerPairTests
{
    [Fact]
    public Task After_any_two_answers_to_a_post_the_card_is_there() => MeetAsync(ChatCall.Post);

    [Fact]
    public Task After_any_two_answers_to_an_edit_the_same_message_is_true() => MeetAsync(ChatCall.Edit);

    [Fact]
    public Task After_any_two_answers_to_the_opening_of_a_chat_the_card_is_there() => MeetAsync(ChatCall.Open);

    private static async Task MeetAsync(ChatCall call)
    {
        var answers = GivenAnswer.To(call);
        GivenAnswer[][] pairs = [.. answers.SelectMany(one => answers.Select(two => (GivenAnswer[])[one, two]))];
        AnsweringPlatform? platform = null;
        await using var desk = await FanOutScenario.OpenAsync(_ => platform = new AnsweringPlatform(call, pairs));
        var teams = platform!;

        // What stops a whole tenant is met by nobody else.
        await desk.FillAsync(
            pairs.Length,
            areChatsKnown: call is not ChatCall.Open,
            apart: [.. Enumerable.Range(1, pairs.Length).Where(person => StopsTenant(pairs[person - 1], call))]);

        if (call is ChatCall.Edit)
        {
            await desk.RunAsync();
            await ChangeAsync(desk, pairs.Length);
        }

        var before = Enumerable.Range(1, pairs.Length)
            .ToDictionary(person => person, person => teams.MessagesOf(person).Keys.ToList());
        teams.IsArmed = true;
        await desk.RunAsync();

        var dead = await DeadAsync(desk);
        var faults = Enumerable.Range(1, pairs.Length)
            .Select(person => (Pair: pairs[person - 1], Fault: Look(call, teams, person, before[person], dead)))
            .Where(one => one.Fault is not null)
            .Select(one => $"{one.Pair[0].Name} | {one.Pair[1].Name}: {one.Fault}");
        Assert.Empty(desk.Errors);
        Violations.None(faults);
    }

    private static bool StopsTenant(GivenAnswer[] pair, ChatCall call) =>
        pair.Any(answer => !answer.IsSuccess && answer.Meaning(call).Failure is ChatFailure.NotRegistered);

    /// <summary>What is wrong; null when nothing is.</summary>
    private static string? Look(
        ChatCall call, AnsweringPlatform teams, int person, List<string> before, HashSet<string> dead)
    {
        var given = teams.GivenTo(person);
        var messages = teams.MessagesOf(person);
        var isGivenUp = given.Any(answer => !answer.IsSuccess
            && answer.Meaning(call).Failure is ChatFailure.Rejected);
        var isGone = given.Any(answer => answer.Meaning(call).Failure is ChatFailure.MessageGone);

        // A message without an answer may be there: the post that follows it makes a copy. Nothing else does.
        var copies = call is ChatCall.Post
            ? given.Count(answer => answer.HasEffect && !answer.IsSuccess)
            : 0;

        if (dead.Contains($"person-{person}") != isGivenUp)
            return isGivenUp ? "not given up" : "given up";

        if (teams.CallsFor(person) > 12)
            return $"{teams.CallsFor(person)} calls";

        if (isGivenUp)
            return messages.Count == before.Count + copies || isGone ? null : $"given up, {messages.Count} messages";

        if (messages.Count != 1 + copies)
            return $"{messages.Count} messages";

        return call is ChatCall.Edit
            && (!messages.Values.Single().Contains("Might", StringComparison.Ordinal)
                || (!isGone && messages.Keys.Single() != before.Single()))
                ? "another message, or not the truth"
                : null;
    }

    /// <summary>Every approval reads differently from now on.</summary>
    private static async Task ChangeAsync(FanOutScenario desk, int people)
    {
        var announce = desk.Services.GetRequiredService<AnnounceApproval>();
        var stopping = TestContext.Current.CancellationToken;
        await desk.Services.GetRequiredService<Database>().WriteAsync(
            unit => unit.ExecuteAsync(
                "update approvals set version = version + 1, content = replace(content, 'May', 'Might')",
                new { },
                stopping),
            stopping);

        for (var number = 1; number <= people; number++)
            await announce.ExecuteAsync(
                new ApprovalKey(WellKnown.OrganizationId, $"task-{number}", 1), stopping);
    }

    private static async Task<HashSet<string>> DeadAsync(FanOutScenario desk)
    {
        var letters = await desk.Services.GetRequiredService<DeadLetterStore>()
            .ListAsync(TestContext.Current.CancellationToken);
        return [.. letters.Select(letter => letter.Person.Split('/')[1])];
    }
}
