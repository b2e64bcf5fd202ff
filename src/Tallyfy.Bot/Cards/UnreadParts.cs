using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Says what of Tallyfy the bot could not read, so that a list is not taken for all there is.</summary>
internal static class UnreadParts
{
    private const int MaxName = 120;

    public static IEnumerable<JsonObject> Render(
        IReadOnlyList<(string Organization, Unread What)> unread, CardViewer viewer, CardTexts texts) =>
        unread.Select(one =>
        {
            var name = ForeignText.Markdown(one.Organization, MaxName) ?? texts.NoLabel;
            var part = CardParts.Text(one.What switch
            {
                Unread.Since(var at) => texts.UnreadSince(name, CardDate.Moment(at, viewer)),
                Unread.SomeSince(var at) => texts.SomeUnreadSince(name, CardDate.Moment(at, viewer)),
                _ => texts.NothingReadYet(name),
            });
            part["color"] = "Warning";
            return part;
        });
}
