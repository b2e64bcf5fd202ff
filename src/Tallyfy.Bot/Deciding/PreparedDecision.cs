using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>A tap after all questions: a decision to claim, or what stands in its way.</summary>
internal abstract record PreparedDecision
{
    /// <summary>Where nobody looked how the run's tasks are.</summary>
    public static readonly IReadOnlyDictionary<string, TallyfyTask> NothingBefore =
        new Dictionary<string, TallyfyTask>();

    private PreparedDecision()
    {
    }

    public sealed record Refused(DecisionOutcome Outcome) : PreparedDecision;

    public sealed record Ready(
        StoredApproval Approval,
        Decision Decision,
        Organization Organization,
        TallyfyClient ActorClient,
        IReadOnlyDictionary<string, TallyfyTask> Before) : PreparedDecision;
}
