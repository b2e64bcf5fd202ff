using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Posts somebody's card once more, below what they wrote: a word decides nothing, and the tap that does is not far.
/// </summary>
internal sealed class ShowCardAgain(
    Database database, PostedCardStore cards, CardCopyStore copies, RenderApproval render, PacedChannel channel)
{
    /// <summary>Each is edited with every change, so there are only so many.</summary>
    private const int MostCopies = 3;

    /// <summary>False where no card of it is shown in this chat, or it was shown again often enough.</summary>
    public async Task<bool> ExecuteAsync(ApprovalKey approval, Chat chat, CancellationToken cancellationToken)
    {
        var posted = await database.ReadAsync(
            unit => cards.ListAsync(unit, approval, cancellationToken), cancellationToken);

        if (posted.FirstOrDefault(one => one.Person == chat.Person
                && one.ConversationId == chat.ConversationId
                && one.ActivityId is not null) is not { } card
            || (await copies.ListAsync(card, cancellationToken)).Count >= MostCopies)
            return false;

        var face = await render.FindAsync(
            card, chat, new CardRequest { NoticeOf = _ => new ApprovalNotice.TapDecides() }, cancellationToken);

        if (face is not { StillAsks: true })
            return false;

        if (await channel.AnswerAsync(chat, () => face.Message, cancellationToken) is { } copy)
            await copies.AddAsync(card, copy, cancellationToken);

        return true;
    }
}
