using System.Net;
using System.Text;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>One answer of a chat platform, or a broken connection, as it is given to one kind of call.</summary>
internal sealed record GivenAnswer(string Name, int? Status, string? Code, string Words, bool HasEffect)
{
    // Without having asked the platform: no platform gives them.
    private static readonly string[] BeforeTheCall = ["NoToken", "OwnLimit", "ForeignHost", "UnusableId"];

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>
    /// Every row of the table that a platform can cause for this call, and a success that tells no id.
    /// </summary>
    public static IReadOnlyList<GivenAnswer> To(ChatCall call) =>
    [
        .. call is ChatCall.Open ? (GivenAnswer[])[] : [new GivenAnswer("202, no id", 202, null, "", HasEffect: true)],
        .. AnswerTable.Rows
            .Where(row => row.To.Count == 0 || row.To.Contains(call))
            .Where(row => !BeforeTheCall.Contains(row.Code))
            .Select(row => From(row))
            .DistinctBy(answer => answer.Name)
            .SelectMany(answer => answer.MayHaveHappened(call)
                ? (GivenAnswer[])[answer, answer with { Name = $"{answer.Name}, done", HasEffect = true }]
                : [answer]),
    ];

    public ChatAnswer Meaning(ChatCall call) => AnswerTable.Find(call, Status, Code, Words);

    public HttpResponseMessage Give()
    {
        if (Status is not { } status)
            throw new HttpRequestException(
                Code == "NotSent" ? HttpRequestError.ConnectionError : HttpRequestError.ResponseEnded);

        if (IsSuccess)
            return new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent("Accepted", Encoding.UTF8, "text/plain"),
            };

        var body = ScriptedConnector.Fault(Code ?? "");
        body["error"]!["message"] = Words;
        return ScriptedConnector.Json((HttpStatusCode)status, body);
    }

    private static GivenAnswer From(AnswerRow row)
    {
        var status = row.Status switch
        {
            null => (int?)null,
            (300, 399) => 308,
            (400, 499) => 422,
            (500, 599) => 502,
            (100, 999) => 422,
            var (first, _) => first,
        };

        return new GivenAnswer(
            $"{status} {row.Code} {row.Words}".Trim(),
            status,
            row.Code,
            row.Words ?? "no",
            HasEffect: false);
    }

    private bool MayHaveHappened(ChatCall call) =>
        !IsSuccess && Meaning(call).Failure is ChatFailure.Unknown;
}
