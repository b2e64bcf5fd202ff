using System.Diagnostics;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// What each answer of the chat platform is about, what is done, and what wakes it. Nothing else decides that. The
/// first row that fits holds; docs/answers.md is made from it.
/// </summary>
/// <remarks>
/// The codes are those of
/// <see href="https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages"/>.
/// </remarks>
internal static class AnswerTable
{
    private static readonly ChatAnswer AddressRests =
        new(ChatSubject.Address, ChatFailure.Refused, ChatWake.SignOfLife);

    private static readonly ChatAnswer PersonRests =
        new(ChatSubject.Person, ChatFailure.Refused, ChatWake.SignOfLife);

    private static readonly ChatAnswer ChatRests = new(ChatSubject.Chat, ChatFailure.Refused, ChatWake.SignOfLife);

    private static readonly ChatAnswer AppRests = new(ChatSubject.App, ChatFailure.Refused, ChatWake.SignOfLife);

    private static readonly ChatAnswer MessageRests = new(ChatSubject.Message, ChatFailure.Refused, ChatWake.Time);

    private static readonly ChatAnswer ChatGone = new(ChatSubject.Chat, ChatFailure.ChatGone, ChatWake.Nothing);

    private static readonly ChatAnswer ChatBusy = new(ChatSubject.Chat, ChatFailure.Busy, ChatWake.Time);

    private static readonly ChatAnswer Unknown = new(ChatSubject.Message, ChatFailure.Unknown, ChatWake.Time);

    private static readonly ChatAnswer Rejected = new(ChatSubject.Message, ChatFailure.Rejected, ChatWake.Somebody);

    private static readonly ChatAnswer NotRegistered = new(ChatSubject.Us, ChatFailure.NotRegistered, ChatWake.Time);

    private static readonly ChatCall[] Open = [ChatCall.Open];

    private static readonly ChatCall[] Edit = [ChatCall.Edit];

    public static IReadOnlyList<AnswerRow> Rows { get; } =
    [
        // Without an answer; the codes are ours.
        Row(null, "NotSent", new ChatAnswer(ChatSubject.Us, ChatFailure.Busy, ChatWake.Time)),
        Row(null, "NoToken", NotRegistered),
        Row(null, "OwnLimit", new ChatAnswer(ChatSubject.Us, ChatFailure.Held, ChatWake.Time)),
        Row(null, "ForeignHost", AddressRests),
        Row(null, "UnusableId", Rejected),
        Row(null, "NoAnswer", ChatBusy, to: Open), // opened twice, it is the same chat
        Row(null, "NoAnswer", Unknown),

        // A success without what was asked for. A post or an edit asked for nothing: it is one whatever it tells.
        Row((200, 299), null, ChatBusy, to: [ChatCall.Open, ChatCall.Find]),

        Row((300, 399), null, AddressRests),

        Row(400, null, AddressRests, words: "wrong geo"),
        Row(400, null, AddressRests, to: Open),
        Row(400, null, ChatGone, words: "conversation id"),
        Row(400, null, Rejected), // BadArgument: what it holds is wrong

        Row(401, null, NotRegistered), // BotNotRegistered

        Row(403, "InvalidBotApiHost", AddressRests),
        Row(403, "BotDisabledByAdmin", AppRests),
        Row(403, "BotNotInConversationRoster", AppRests),
        Row(403, "ConversationBlockedByUser", PersonRests),
        Row(403, "MessageWritesBlocked", ChatRests),
        Row(403, "209", ChatRests), // the same, as a number
        Row(403, null, MessageRests, to: Edit), // ForbiddenOperationException, or a text that varies
        Row(403, null, AddressRests, to: Open),
        Row(403, null, PersonRests),

        Row(404, "ActivityNotFoundInConversation", new ChatAnswer(
            ChatSubject.Message, ChatFailure.MessageGone, ChatWake.Nothing)),
        Row(404, null, AddressRests, to: Open),
        Row(404, null, ChatGone), // ConversationNotFound

        Row(408, null, ChatBusy, to: Open),
        Row(408, null, Unknown),
        Row(409, null, ChatBusy),
        Row(412, null, ChatBusy), // PreconditionFailed: somebody else writes into this chat right now
        Row(413, null, new ChatAnswer(ChatSubject.Message, ChatFailure.TooLarge, ChatWake.Nothing)),
        Row(429, null, new ChatAnswer(ChatSubject.Chat, ChatFailure.Throttled, ChatWake.Time)),
        Row((400, 499), null, Rejected),

        Row(501, null, Rejected), // the Playground's answer to what it does not offer
        Row((500, 599), null, ChatBusy, to: Open),
        Row((500, 599), null, Unknown),
        Row((100, 999), null, Rejected),
    ];

    /// <summary>Our own limits have no room for a call.</summary>
    public static ChatException NoRoom(TimeSpan wait) =>
        new(Find(ChatCall.Post, null, "OwnLimit", ""), "OwnLimit", wait);

    /// <param name="call">What was asked.</param>
    /// <param name="status">Null when no answer came.</param>
    /// <param name="code">The platform's word; how it ended when no answer came.</param>
    /// <param name="words">What it said beside the code.</param>
    public static ChatAnswer Find(ChatCall call, int? status, string? code, string words) =>
        Rows.FirstOrDefault(row => row.Fits(call, status, code, words))?.Answer ?? throw new UnreachableException();

    private static AnswerRow Row(
        (int, int)? status, string? code, ChatAnswer answer, ChatCall[]? to = null, string? words = null) =>
        new() { Status = status, Code = code, Words = words, To = to ?? [], Answer = answer };

    private static AnswerRow Row(
        int status, string? code, ChatAnswer answer, ChatCall[]? to = null, string? words = null) =>
        Row((status, status), code, answer, to, words);
}
