using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>Lists of much that waits, whose rows bring a card each.</summary>
internal static class ListCards
{
    public static Dictionary<string, Func<CardScenario, Task<CardMessage>>> All { get; } = new()
    {
        ["list"] = desk => ListAsync(desk, SampleReaders.Alex, Standalone, Laptops, Overdue),
        ["list.many"] = desk => ListAsync(desk, SampleReaders.Alex, [.. Enumerable.Repeat(Laptops, 40)]),
        ["list.long"] = desk => ListAsync(desk, SampleReaders.Jonas, [.. Enumerable.Repeat(Crowded, 40)]),
        ["list.right-to-left"] = desk => ListAsync(
            desk, SampleReaders.Layla, [.. Enumerable.Repeat(RightToLeft, 39), Standalone]),
        ["list.hostile"] = desk => ListAsync(desk, SampleReaders.Alex, Hostile, Empty),
        ["list.done"] = desk => ListAsync(desk, SampleReaders.Alex),
    };

    private static async Task<CardMessage> ListAsync(
        CardScenario desk, Chat reader, params IReadOnlyList<Approval> samples)
    {
        List<CardScene> scenes = [];
        List<string> cards = [];

        foreach (var sample in samples)
        {
            var scene = await desk.Begin().ReadAsync(sample);
            var id = (await scene.ApprovalAsync()).Id;
            var key = new ApprovalKey(id.Organization, id.Task, 1);
            scenes.Add(scene);
            cards.Add((await desk.WriteAsync(unit => desk.Get<PostedCardStore>().AddAsync(
                unit, key, reader, CancellationToken.None)))!);
        }

        var list = await desk.WriteAsync(
            unit => desk.Get<CardListStore>().AddAsync(unit, reader, cards, CancellationToken.None));
        var face = await desk.Get<RenderList>().FindAsync(
            (await desk.Get<PostedCardStore>().FindAsync(list, CancellationToken.None))!,
            reader,
            CancellationToken.None);
        return scenes.Aggregate(face!.Message, (message, scene) => scene.Readable(message));
    }
}
