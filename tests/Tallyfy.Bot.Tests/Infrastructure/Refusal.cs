using System.Net;
using System.Net.Http.Headers;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>What goes to one person is answered in this way, and counted, until it ends.</summary>
internal sealed class Refusal
{
    private readonly ApprovalStory story;
    private int heard;
    private bool isOver;

    public Refusal(ApprovalStory story, Person person, HttpStatusCode status, string code, string words = "no")
        : this(story, person, () =>
        {
            var body = ScriptedConnector.Fault(code);
            body["error"]!["message"] = words;
            return ScriptedConnector.Json(status, body);
        })
    {
    }

    public Refusal(ApprovalStory story, Person person, Func<HttpResponseMessage> refuse)
    {
        this.story = story;
        story.Teams.Interfere = request =>
        {
            if (isOver || !IsFor(person, request) || !Only(request) || Heard >= Most)
                return null;

            Interlocked.Increment(ref heard);
            var answer = refuse();

            if (RetryAfter is { } delay)
                answer.Headers.RetryAfter = new RetryConditionHeaderValue(delay);

            return answer;
        };
    }

    /// <summary>Which of the person's calls it is about.</summary>
    public Func<HttpRequestMessage, bool> Only { get; init; } = _ => true;

    public int Most { get; init; } = int.MaxValue;

    public TimeSpan? RetryAfter { get; init; }

    public int Heard => Volatile.Read(ref heard);

    public static string Body(HttpRequestMessage request) => request.Content is null
        ? ""
        : request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public void Ends() => isOver = true;

    /// <summary>It was given so often, and what was told is kept.</summary>
    public async Task HeardAsync(int times)
    {
        await story.Teams.CallAsync(() => Heard >= times);
        await story.AnsweredAsync();
    }

    // To the chat, or to open it.
    private static bool IsFor(Person person, HttpRequestMessage request)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);

        return path.Contains($"/{person.Chat}/activities", StringComparison.Ordinal)
            || (path.EndsWith("/v3/conversations", StringComparison.Ordinal)
                && (Body(request).Contains($"\"{person.Address}\"", StringComparison.Ordinal)
                    || Body(request).Contains($"\"{person.ObjectId}\"", StringComparison.Ordinal)));
    }
}
