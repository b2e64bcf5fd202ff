using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Tests.Cards;

public sealed class UrgencyTests
{
    [Fact]
    public void What_waits_has_one_order_whatever_order_it_is_found_in()
    {
        Approval[] sorted =
        [
            Waiting("d", due: 1, found: 9),
            Waiting("c", due: 2, found: 1),
            Waiting("a", due: 2, found: 2),
            Waiting("B", due: 2, found: 3),
            Waiting("b", due: 2, found: 3),
            Waiting("z", due: null, found: 1),
            Waiting("a", due: null, found: 2),
        ];

        for (var turn = 0; turn < sorted.Length; turn++)
        {
            Approval[] mixed = [.. sorted[turn..].Reverse(), .. sorted[..turn]];
            Assert.Equal(sorted, mixed.MostUrgentFirst(approval => approval));
        }
    }

    private static Approval Waiting(string task, int? due, int found) => SampleApprovals.Laptops with
    {
        Id = new ApprovalId("acme", null, task),
        FoundAt = SampleApprovals.Now.AddMinutes(found),
        Content = SampleApprovals.Laptops.Content with
        {
            Deadline = due is { } days ? SampleApprovals.Now.AddDays(days) : null,
        },
    };
}
