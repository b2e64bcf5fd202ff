using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// Why a claimed decision did not come to be. The words are Tallyfy's own, untrusted, and may be empty.
/// </summary>
internal sealed record Refusal(RefusalKind Kind, string Words = "")
{
    public static Refusal From(TallyfyException e) => e.Kind switch
    {
        TallyfyErrorKind.Unauthenticated => new Refusal(RefusalKind.NotLetIn),
        TallyfyErrorKind.RateLimited => new Refusal(RefusalKind.TooBusy),
        TallyfyErrorKind.Forbidden => new Refusal(RefusalKind.NotPermitted, WordsOf(e)),
        _ => new Refusal(RefusalKind.NotAccepted, WordsOf(e)),
    };

    private static string WordsOf(TallyfyException e) =>
        e.FieldErrors.Count == 0
            ? e.Message
            : string.Join(" ", e.FieldErrors.Values.SelectMany(words => words).Distinct());
}

internal enum RefusalKind
{
    NotAccepted,

    /// <summary>The person may not complete this task.</summary>
    NotPermitted,

    /// <summary>Tallyfy does not take the bot's token any more.</summary>
    NotLetIn,

    /// <summary>Tallyfy takes no more requests at the moment.</summary>
    TooBusy,

    /// <summary>Pursued without an answer until it no longer was what the person decided about.</summary>
    NotConfirmed,

    /// <summary>Before it could be sent again, the link of the person ended.</summary>
    LinkEnded,

    /// <summary>The same for their tenant, which the settings do not name any more.</summary>
    NotServed,
}
