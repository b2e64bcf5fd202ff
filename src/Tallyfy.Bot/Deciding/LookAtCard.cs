using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>Shows another page of a card, and keeps what was typed on the one that is left.</summary>
internal sealed class LookAtCard(
    RenderApproval render, DraftStore drafts, FindBackgroundFor findBackground, RedrawCard redraw)
{
    public async Task<CardAnswer> ExecuteAsync(
        CardAction.Look look, Rendering rendering, Chat chat, CancellationToken cancellationToken)
    {
        await KeepAsync(look, rendering, chat.Person, cancellationToken);

        var face = await render.FindAsync(
            rendering.Card,
            chat,
            new CardRequest
            {
                View = look.View,
                From = rendering,
                Background = look.View is CardView.More
                    ? await findBackground.ExecuteAsync(rendering.Card.Approval, chat, cancellationToken)
                    : null,
                NoticeOf = shown => look.View is CardView.Read && shown.Digest != rendering.Digest
                    ? new ApprovalNotice.ChangedSinceShown(shown.ChangesSince(rendering.Version))
                    : null,
            },
            cancellationToken);

        return face is null
            ? CardAnswer.Sentence(Sentence.CardTooOld, chat)
            : new CardAnswer(face.Message);
    }

    private async Task KeepAsync(
        CardAction.Look look, Rendering rendering, PersonId person, CancellationToken cancellationToken)
    {
        var known = await drafts.FindAsync(rendering.Card, person, cancellationToken);
        var typed = Draft.Merge(known, look.Kept);

        // Only somebody who may be typing is waited for.
        if (typed.Count > 0 || look.View is CardView.More)
            await drafts.KeepAsync(
                rendering.Card, person, new Draft { View = look.View, Typed = typed }, cancellationToken);
        else if (known is not null)
        {
            await drafts.RemoveAsync(rendering.Card, person, cancellationToken);
            await redraw.ExecuteAsync(rendering.Card, cancellationToken); // what happened meanwhile was not shown
        }
    }
}
