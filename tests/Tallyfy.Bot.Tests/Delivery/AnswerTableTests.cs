using System.Net;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.Tests.Delivery;

/// <summary>Each code that Microsoft's table names, as our own table has it.</summary>
public sealed class AnswerTableTests
{
    private const string WrongGeo = "Incoming request was redirected to the wrong geo! Current geo: EMEA";

    [Theory]
    [InlineData("Post", 400, "BadArgument", "", "Message Rejected Somebody")]
    [InlineData("Edit", 400, "BadArgument", "", "Message Rejected Somebody")]
    [InlineData("Post", 400, "BadArgument", WrongGeo, "Address Refused SignOfLife")]
    [InlineData("Edit", 400, "BadArgument", WrongGeo, "Address Refused SignOfLife")]
    [InlineData("Post", 400, "BadSyntax", "Bad format of conversation ID", "Chat ChatGone Nothing")]
    [InlineData("Open", 400, "BadSyntax", "Bad format of conversation ID", "Address Refused SignOfLife")]
    [InlineData("Post", 401, "BotNotRegistered", "", "Us NotRegistered Time")]
    [InlineData("Post", 403, "BotDisabledByAdmin", "", "App Refused SignOfLife")]
    [InlineData("Edit", 403, "BotDisabledByAdmin", "", "App Refused SignOfLife")]
    [InlineData("Post", 403, "BotNotInConversationRoster", "", "App Refused SignOfLife")]
    [InlineData("Post", 403, "ConversationBlockedByUser", "", "Person Refused SignOfLife")]
    [InlineData("Post", 403, "MessageWritesBlocked", "", "Chat Refused SignOfLife")]
    [InlineData("Edit", 403, "209", "", "Chat Refused SignOfLife")]
    [InlineData("Post", 403, "ForbiddenOperationException", "", "Person Refused SignOfLife")]
    [InlineData("Edit", 403, "ForbiddenOperationException", "", "Message Refused Time")]
    [InlineData("Open", 403, "ForbiddenOperationException", "", "Address Refused SignOfLife")]
    [InlineData("Post", 403, "InvalidBotApiHost", "", "Address Refused SignOfLife")]
    [InlineData("Post", 403, null, "", "Person Refused SignOfLife")]
    [InlineData("Edit", 403, null, "", "Message Refused Time")]
    [InlineData("Edit", 404, "ActivityNotFoundInConversation", "", "Message MessageGone Nothing")]
    [InlineData("Edit", 404, "ConversationNotFound", "", "Chat ChatGone Nothing")]
    [InlineData("Post", 404, "ConversationNotFound", "", "Chat ChatGone Nothing")]
    [InlineData("Open", 404, "ConversationNotFound", "", "Address Refused SignOfLife")]
    [InlineData("Edit", 404, null, "", "Chat ChatGone Nothing")]
    [InlineData("Post", 409, null, "", "Chat Busy Time")]
    [InlineData("Post", 412, "PreconditionFailed", "", "Chat Busy Time")]
    [InlineData("Post", 413, "MessageSizeTooBig", "", "Message TooLarge Nothing")]
    [InlineData("Post", 429, null, "", "Chat Throttled Time")]
    [InlineData("Post", 408, null, "", "Message Unknown Time")]
    [InlineData("Post", 500, "ServiceError", "", "Message Unknown Time")]
    [InlineData("Post", 502, null, "", "Message Unknown Time")]
    [InlineData("Post", 503, null, "", "Message Unknown Time")]
    [InlineData("Post", 504, null, "", "Message Unknown Time")]
    [InlineData("Open", 503, null, "", "Chat Busy Time")]
    [InlineData("Post", 501, "DeleteActivityAPINotImplemented", "", "Message Rejected Somebody")]
    [InlineData("Post", 405, null, "", "Message Rejected Somebody")]
    [InlineData("Post", 307, null, "", "Address Refused SignOfLife")]
    public void Every_code_has_its_meaning(string call, int status, string? code, string words, string meaning)
    {
        var fault = new ConnectorException(ConnectorEnd.Answered, (HttpStatusCode)status, code) { Words = words };

        var answer = ConnectorAnswer.From(Enum.Parse<ChatCall>(call), fault).Answer;

        Assert.Equal(meaning, $"{answer.About} {answer.Failure} {answer.Wake}");
    }

    [Theory]
    [InlineData("Post", "NoAnswer", "Message Unknown Time")]
    [InlineData("Open", "NoAnswer", "Chat Busy Time")]
    [InlineData("Post", "NotSent", "Us Busy Time")]
    [InlineData("Post", "NoToken", "Us NotRegistered Time")]
    [InlineData("Post", "ForeignHost", "Address Refused SignOfLife")]
    [InlineData("Post", "UnusableId", "Message Rejected Somebody")]
    public void Every_end_without_an_answer_has_its_meaning(string call, string end, string meaning)
    {
        var answer = ConnectorAnswer
            .From(Enum.Parse<ChatCall>(call), new ConnectorException(Enum.Parse<ConnectorEnd>(end))).Answer;

        Assert.Equal(meaning, $"{answer.About} {answer.Failure} {answer.Wake}");
    }

    [Fact]
    public void There_is_no_answer_without_a_meaning()
    {
        foreach (var call in Enum.GetValues<ChatCall>())
        {
            for (var status = 100; status < 600; status++)
                Assert.NotNull(AnswerTable.Find(call, status, null, ""));

            foreach (var end in Enum.GetValues<ConnectorEnd>().Except([ConnectorEnd.Answered]))
                Assert.NotNull(AnswerTable.Find(call, null, $"{end}", ""));
        }
    }
}
