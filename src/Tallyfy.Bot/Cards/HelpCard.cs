using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Says what the bot does, what can be written to it and how much waits: on installation, and when asked.
/// </summary>
internal static class HelpCard
{
    public static CardMessage Welcome(IReadOnlyList<CardCommand> commands, int waiting, CardReader reader) =>
        Render(texts => texts.Greeting, commands, waiting, reader);

    public static CardMessage Help(IReadOnlyList<CardCommand> commands, int waiting, CardReader reader) =>
        Render(texts => texts.HelpHeading, commands, waiting, reader);

    private static CardMessage Render(
        Func<CardTexts, string> heading, IReadOnlyList<CardCommand> commands, int waiting, CardReader reader)
    {
        var texts = new CardTexts(reader.Culture);
        var waits = waiting > 0 ? texts.WaitingNow(waiting) : texts.NothingWaitingNow;

        return CardFrame.Fit(reader, limits => CardFrame.Message(
            $"{heading(texts)}. {waits}",
            [
                CardParts.Title(heading(texts)),
                CardParts.Text(texts.WhatTheBotDoes),
                commands.Count == 0 ? null : CardParts.Separated(CardParts.Text(texts.Commands)),
                CardParts.Facts(commands.Take(limits.Entries).Select(command => (
                    ForeignText.Markdown(command.Name, limits.Line) ?? texts.NoLabel,
                    ForeignText.Markdown(command.Description, limits.Line) ?? texts.NoAnswer))),
                CardParts.Separated(CardParts.Text(waits)),
            ]));
    }
}
