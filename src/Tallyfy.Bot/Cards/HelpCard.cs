using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Says what the bot does, what can be written to it and how much waits: on installation, and when asked.
/// </summary>
internal static class HelpCard
{
    public static CardMessage Welcome(
        IReadOnlyList<CardCommand> commands,
        int waiting,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer) => Render(texts => texts.Greeting, commands, waiting, unread, viewer);

    public static CardMessage Help(
        IReadOnlyList<CardCommand> commands,
        int waiting,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer) => Render(texts => texts.HelpHeading, commands, waiting, unread, viewer);

    private static CardMessage Render(
        Func<CardTexts, string> heading,
        IReadOnlyList<CardCommand> commands,
        int waiting,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits => CardFrame.Message(
            $"{heading(texts)}. {Waits(waiting, unread, texts)}",
            [
                CardParts.Title(heading(texts)),
                CardParts.Text(texts.WhatTheBotDoes),
                .. Parts(commands, waiting, unread, viewer, texts, limits),
            ]));
    }

    /// <summary>What can be written, and how much waits.</summary>
    public static IEnumerable<JsonObject?> Parts(
        IReadOnlyList<CardCommand> commands,
        int waiting,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer,
        CardTexts texts,
        CardLimits limits) =>
    [
        .. Commands(commands, texts, limits),
        CardParts.Separated(CardParts.Text(Waits(waiting, unread, texts))),
        .. UnreadParts.Render(unread, viewer, texts),
        WordActions.Render(texts, Wish.Pending, Wish.WhoAmI),
    ];

    public static IEnumerable<JsonObject?> Commands(
        IReadOnlyList<CardCommand> commands, CardTexts texts, CardLimits limits) =>
    [
        commands.Count == 0 ? null : CardParts.Separated(CardParts.Text(texts.Commands)),
        CardParts.Facts(commands.Take(limits.Entries).Select(command => (
            ForeignText.Markdown(command.Name, limits.Line) ?? texts.NoLabel,
            ForeignText.Markdown(command.Description, limits.Line) ?? texts.NoAnswer))),
    ];

    private static string Waits(
        int waiting, IReadOnlyList<(string Organization, Unread What)> unread, CardTexts texts) =>
        waiting > 0 ? texts.WaitingNow(waiting)
        : unread.Count > 0 ? texts.PendingUnknown
        : texts.NothingWaitingNow;
}
