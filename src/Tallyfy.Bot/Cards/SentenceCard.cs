using System.Diagnostics;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>One plain sentence, where there is no approval to show.</summary>
internal static class SentenceCard
{
    /// <param name="sentence">Which.</param>
    /// <param name="viewer">To whom.</param>
    /// <param name="isLinked">Something may wait for them: to others no button offers to show it.</param>
    public static CardMessage Render(Sentence sentence, CardViewer viewer, bool isLinked = true)
    {
        var texts = new CardTexts(viewer.Culture);
        var words = sentence switch
        {
            Sentence.NotOurCard => texts.NotOurCard,
            Sentence.CardTooOld => texts.CardTooOld,
            Sentence.AnsweredInPersonalChat => texts.AnsweredInPersonalChat,
            Sentence.StoreUnavailable => texts.StoreUnavailable,
            Sentence.CouldNotConfirm => $"{texts.CouldNotConfirm} {texts.CouldNotConfirmMeans}",
            Sentence.RecordedNotShown => texts.RecordedNotShown,
            Sentence.NotYours => texts.NotYoursSentence,
            Sentence.RowIsWithOthers => texts.RowIsWithOthers,
            Sentence.RowIsDecided => texts.RowIsDecided,
            Sentence.RowWaitsForOthers => texts.RowWaitsForOthers,
            Sentence.RowIsOnHold => texts.RowIsOnHold,
            Sentence.RowIsGone => texts.RowIsGone,
            Sentence.WaitsNoMore => texts.WaitsNoMore,
            Sentence.CardIsHere => texts.CardIsHere,
            Sentence.NotLinked => $"{texts.UnlinkedHeading}. {texts.UnlinkedCardMeans}",
            Sentence.OpenPersonalChat => texts.OpenPersonalChat,
            Sentence.InstalledInSharedConversation => texts.InstalledInSharedConversation,
            Sentence.NoSuchReceipt => texts.NoSuchReceipt,
            Sentence.WhichReceipt => texts.WhichReceipt,
            Sentence.NothingAsked => texts.NothingAsked,
            Sentence.Thanked => texts.Thanked,
            Sentence.UndoIsTapped => texts.UndoIsTapped,
            Sentence.NoUndoHere => texts.NoUndoHere,
            Sentence.NoCodeAwaited => $"{texts.NoCodeAwaited} {texts.WritePending}",
            _ => throw new UnreachableException(),
        };

        return CardFrame.Message(
            words,
            [
                CardParts.Text(words),
                WordActions.Render(texts, NextOf(sentence).Where(wish => isLinked || wish is not Wish.Pending)),
            ]);
    }

    private static Wish[] NextOf(Sentence sentence) => sentence switch
    {
        Sentence.NothingAsked or Sentence.Thanked => [Wish.Pending, Wish.Help],
        Sentence.UndoIsTapped
            or Sentence.NoUndoHere
            or Sentence.NoCodeAwaited
            or Sentence.NoSuchReceipt
            or Sentence.RowIsWithOthers
            or Sentence.RowIsDecided
            or Sentence.RowWaitsForOthers
            or Sentence.RowIsOnHold
            or Sentence.RowIsGone
            or Sentence.WaitsNoMore => [Wish.Pending],
        _ => [],
    };
}
