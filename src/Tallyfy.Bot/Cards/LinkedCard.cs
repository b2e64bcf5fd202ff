using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Somebody has just been linked: as whom, and what they can do from now on.</summary>
internal static class LinkedCard
{
    public static CardMessage Render(
        LinkAnswer answer,
        IReadOnlyList<CardCommand> commands,
        int waiting,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var (heading, means) = LinkCard.Say(answer, viewer, texts, limits);

            return CardFrame.Message(
                heading,
                [
                    CardParts.Title(heading),
                    CardParts.Text(means),
                    .. HelpCard.Parts(commands, waiting, unread, viewer, texts, limits),
                ]);
        });
    }
}
