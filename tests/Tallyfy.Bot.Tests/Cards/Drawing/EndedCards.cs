using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using static Tallyfy.Bot.Tests.Cards.Drawing.SampleReaders;
using static Tallyfy.Bot.Tests.Cards.SampleApprovals;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>Approvals that stopped waiting in Tallyfy, that others decide, and lists of what waits.</summary>
internal static class EndedCards
{
    private static readonly DateTimeOffset Earlier = Now.AddMinutes(-34);

    public static Dictionary<string, Func<CardScenario, Task<CardMessage>>> All { get; } = new()
    {
        ["sealed.approved-elsewhere"] = desk => Elsewhere(desk, Laptops, Verdict.Approved, "Adele Vance", Earlier),
        ["sealed.approved-elsewhere-by-nobody"] = desk => Elsewhere(desk, Laptops, Verdict.Approved, null, Earlier),
        ["sealed.rejected-elsewhere"] = desk => Elsewhere(desk, Laptops, Verdict.Rejected, null, Earlier),
        ["sealed.rejected-elsewhere-by"] = desk => Elsewhere(desk, Laptops, Verdict.Rejected, "Adele *Vance*", Earlier),
        ["sealed.completed-elsewhere"] = desk => Elsewhere(desk, Laptops, null, null, null),
        ["sealed.completed-elsewhere-by"] = desk => Elsewhere(desk, Laptops, null, "Adele Vance", null),
        ["sealed.approved-together"] = desk => Elsewhere(
            desk, ForEveryone(null), Verdict.Approved, "Adele Vance", Earlier),
        ["sealed.rejected-together"] = desk => Elsewhere(desk, ForEveryone(null), Verdict.Rejected, null, Earlier),
        ["sealed.gone"] = desk => Sealed(desk, ApprovalState.Gone, new BlockReason(BlockReasonKind.Missing)),
        ["sealed.archived"] = desk => Sealed(desk, ApprovalState.Gone, new BlockReason(BlockReasonKind.Archived)),
        ["sealed.on-hold"] = desk => OnHold(desk, new BlockReason(BlockReasonKind.NotCompletable)),
        ["sealed.hidden"] = desk => OnHold(desk, new BlockReason(BlockReasonKind.Hidden)),
        ["sealed.not-started"] = desk => OnHold(
            desk, new BlockReason(BlockReasonKind.NotStarted) { At = Now.AddDays(3) }),
        ["sealed.process-issue"] = desk => OnHold(desk, new BlockReason(BlockReasonKind.ProcessIssue)),
        ["sealed.issue"] = desk => OnHold(desk, Issue),
        ["sealed.issue-shared"] = desk => OnHold(desk, Issue, AlexInGroup),
        ["sealed.issue-hostile"] = desk => OnHold(desk, Issue with
        {
            By = "<at>Everyone</at>",
            Words = "<script>alert(1)</script><p>**Stop** [here](https://evil.example)</p>" + Repeat("word ", 4_000),
        }),
        ["sealed.not-yours"] = desk => NotYours(desk, Laptops),
        ["sealed.not-yours-crowded"] = desk => NotYours(desk, Crowded),
        ["pending"] = desk => Pending(desk, SampleReaders.Alex, Overdue, Laptops, Standalone, PartlyRead),
        ["pending.tap-decides"] = desk => Pending(
            desk, SampleReaders.Alex, PendingListCard.ForDeciding, [Laptops, Standalone]),
        ["pending.many"] = desk => Pending(desk, SampleReaders.Jonas, [.. Enumerable.Repeat(Laptops, 31)]),
        ["pending.crowded"] = desk => Pending(desk, SampleReaders.Jonas, [.. Enumerable.Repeat(Crowded, 60)]),
        ["pending.hostile"] = desk => Pending(desk, SampleReaders.Alex, Hostile, RightToLeft, Empty),
    };

    private static Task<CardMessage> Elsewhere(
        CardScenario desk, Approval sample, Verdict? verdict, string? by, DateTimeOffset? at) =>
        Sealed(desk, sample, SampleReaders.Alex, reading => reading with
        {
            State = ApprovalState.DecidedElsewhere,
            Verdict = verdict,
            Completer = by,
            CompletedAt = at,
        });

    private static Task<CardMessage> OnHold(CardScenario desk, BlockReason why, Chat? reader = null) =>
        Sealed(desk, ApprovalState.OnHold, why, reader);

    private static Task<CardMessage> Sealed(
        CardScenario desk, ApprovalState state, BlockReason why, Chat? reader = null) =>
        Sealed(
            desk,
            Laptops,
            reader ?? SampleReaders.Alex,
            reading => reading with { State = state, BlockReason = why });

    private static Task<CardMessage> NotYours(CardScenario desk, Approval sample) =>
        Sealed(desk, sample, SampleReaders.Alex, reading => reading with
        {
            MayDecide = [MemberOf(SampleReaders.Jonas)],
        });

    /// <summary>It waited, its card was shown, and then Tallyfy says this.</summary>
    private static async Task<CardMessage> Sealed(
        CardScenario desk, Approval sample, Chat reader, Func<ApprovalReading, ApprovalReading> end)
    {
        var scene = await desk.Begin().ReadAsync(sample);
        await scene.ShowAsync(reader);
        return await (await scene.ReadAsync(sample, end)).ShowAsync(reader);
    }

    private static Task<CardMessage> Pending(
        CardScenario desk, Chat reader, params IReadOnlyList<Approval> samples) =>
        Pending(desk, reader, PendingListCard.Render, samples);

    private static async Task<CardMessage> Pending(
        CardScenario desk,
        Chat reader,
        Func<
            IReadOnlyList<Approval>,
            IReadOnlyList<(string Organization, Unread What)>,
            CardViewer,
            DateTimeOffset,
            CardMessage> render,
        IReadOnlyList<Approval> samples)
    {
        List<CardScene> scenes = [];

        foreach (var sample in samples)
            scenes.Add(await desk.Begin().ReadAsync(sample));

        var waiting = await Task.WhenAll(scenes.Select(scene => scene.ApprovalAsync()));
        var list = render(waiting, [], reader.Viewer, Now);
        return scenes.Aggregate(list, (message, scene) => scene.Readable(message));
    }
}
