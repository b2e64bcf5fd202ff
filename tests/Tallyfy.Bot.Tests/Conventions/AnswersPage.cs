using System.Diagnostics;
using System.Text;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>docs/answers.md as <see cref="AnswerTable"/> has it.</summary>
internal static class AnswersPage
{
    private const string Head =
        """
        # What Teams answers, and what is done

        One table decides it, `AnswerTable` of `src/Tallyfy.Bot/Delivery`, whoever sends and by whichever door. The
        first row that fits holds. `AnswerPairTests` give every answer of it, and every pair of them in a row, to a
        post, to an edit and to the opening of a chat.

        * **Rests**: the card is probed after 30 seconds, then after twice as long each time, up to four hours. Where it
          is about more than one message, all that is for the person rests with it, what is launched meanwhile too: one
          card is probed, each time another one, and when Teams takes it the others follow at once. Nobody is given up.
        * **Later**: after two seconds, then twice as long each time, up to an hour. After 48 tries it is a dead letter;
          so is an edit that rests alone.
        * A `Retry-After` is obeyed from a second to five minutes, and longer each time in a row. Calls that were too
          fast are counted (`tallyfy_bot.calls.throttled`).
        * A success that tells no usable id (text, HTML, an empty object, an empty id) is a success: the message is
          there, and is not posted again. It is changed as soon as its person opens or taps it, which tells its id. A
          number is an id.
        * What the bot posts by itself names the tenant (`conversation.tenantId`, `channelData.tenant.id`) and the
          person's Entra object id (`recipient.aadObjectId`); so does the opening of a chat.

        This page is made from the table. A test fails where it differs, and
        `UPDATE_SNAPSHOTS=1 dotnet run test.cs -- --only AnswersPage` writes it anew.

        | answer | to | is about | what is done | what wakes it |
        |---|---|---|---|---|

        """;

    public static string Write()
    {
        var page = new StringBuilder(Head);

        foreach (var row in AnswerTable.Rows)
            page.Append("| ").AppendJoin(" | ", Cells(row)).Append(" |\n");

        return page.ToString();
    }

    private static string[] Cells(AnswerRow row) =>
        [Answer(row), To(row), About(row.Answer.About), Done(row), Wake(row.Answer)];

    private static string Answer(AnswerRow row) =>
        string.Join(' ', new[] { Status(row), Code(row), row.Words is null ? null : $"that says “{row.Words}”" }
            .Where(part => part is not null));

    private static string? Status(AnswerRow row) => row.Status switch
    {
        null => null,
        (100, 999) => "anything else",
        var (first, last) when first == last => $"{first}",
        var (first, _) => $"{first / 100}xx",
    };

    private static string? Code(AnswerRow row) => (row.Status, row.Code) switch
    {
        (null, "NotSent") => "no connection",
        (null, "NoToken") => "no token of Entra for us",
        (null, "OwnLimit") => "our own limits have no room",
        (null, "ForeignHost") => "the service URL is not on the list",
        (null, "UnusableId") => "an id that cannot stand in an address",
        (null, "NoAnswer") => "no answer, or half of one",
        (null, _) => throw new UnreachableException(),
        (_, null) => null,
        var (_, code) => $"`{code}`",
    };

    private static string To(AnswerRow row) => row.To.Count == 0
        ? "any call"
        : string.Join(", ", row.To.Select(call => call switch
        {
            ChatCall.Post => "a post",
            ChatCall.Edit => "an edit",
            ChatCall.Open => "opening a chat",
            ChatCall.Find => "reading the roster",
            _ => throw new UnreachableException(),
        }));

    private static string About(ChatSubject about) => about switch
    {
        ChatSubject.Message => "this message",
        ChatSubject.Chat => "the chat",
        ChatSubject.Person => "the person",
        ChatSubject.Address => "the address",
        ChatSubject.App => "the app, as they have it",
        ChatSubject.Us => "us",
        _ => throw new UnreachableException(),
    };

    private static string Done(AnswerRow row) => row.Answer.Failure switch
    {
        ChatFailure.Refused when row.Answer is { About: ChatSubject.Address } && !row.To.Except([ChatCall.Open]).Any()
            && row.To.Count > 0 => "opened with the Entra object id; refused again, it rests, and all that is theirs",
        ChatFailure.Refused when row.Answer.Wake is ChatWake.SignOfLife => "it rests, and all that is theirs",
        ChatFailure.Refused => "it rests, alone",
        ChatFailure.MessageGone => "posted again, if it still waits",
        ChatFailure.ChatGone => "the chat is asked for again: in the same one the same message, in another a new card",
        ChatFailure.Rejected => "a dead letter",
        ChatFailure.TooLarge => "drawn shorter; at its shortest a dead letter",
        ChatFailure.Busy => "later",
        ChatFailure.Throttled => "this chat waits; where most calls are answered so, the tenant",
        ChatFailure.Held => "it waits for room",
        ChatFailure.Unknown =>
            "it may be there: an edit again later, a post after `Delivery:RepostAfter`, if it still waits",
        ChatFailure.NotRegistered => "nothing is sent in the tenant for a minute",
        _ => throw new UnreachableException(),
    };

    private static string Wake(ChatAnswer answer) => answer.Wake switch
    {
        ChatWake.Nothing => "nothing need happen first",
        ChatWake.Time => "time",
        ChatWake.SignOfLife when answer.About is ChatSubject.Address =>
            "any activity of the person, in a group too where it brings another address; an installation; a probe",
        ChatWake.SignOfLife => "any activity or installation of the person, or a probe that is taken",
        ChatWake.Somebody => "`deliveries send-again`, or something new to show",
        _ => throw new UnreachableException(),
    };
}
