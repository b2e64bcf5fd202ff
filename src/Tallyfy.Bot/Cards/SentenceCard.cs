using System.Diagnostics;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>One plain sentence, where there is no approval to show.</summary>
internal static class SentenceCard
{
    public static CardMessage Render(Sentence sentence, CardViewer viewer)
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
            _ => throw new UnreachableException(),
        };

        return CardFrame.Message(
            words, [CardParts.Text(words), WordActions.Render(texts, NextOf(sentence))]);
    }

    private static Wish[] NextOf(Sentence sentence) => sentence switch
    {
        Sentence.NothingAsked or Sentence.Thanked => [Wish.Pending, Wish.Help],
        Sentence.UndoIsTapped
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
