using System.Diagnostics;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>What the trail keeps of a decision: its claim, and how it ended.</summary>
internal static class DecisionTrail
{
    /// <summary>What proves a claim whose person signed in anew for it.</summary>
    private const string StepUp = "StepUp";

    extension(TrailEntry)
    {
        public static TrailEntry OfClaim(Decision decision) =>
            Of(decision, TrailKind.Claimed, decision.ClaimedAt) with
            {
                Undoes = decision.Undoes?.ToString("n"),
                RenderingId = decision.Rendering.Value,
                ContentDigest = decision.Digest,
                ActivityId = decision.Activity,
                Proof = decision.IsSignedIn ? StepUp : null,
            };

        public static TrailEntry OfEnd(Decision decision, DecisionState state, Refusal? refusal, DateTimeOffset at) =>
            Of(decision, KindOf(state), at) with { Answer = refusal?.Kind.ToString() };
    }

    private static TrailEntry Of(Decision decision, TrailKind kind, DateTimeOffset at)
    {
        var (actor, approval) = (decision.Actor, decision.Approval);
        var entry = TrailEntry.From(
            approval.Organization, kind, at, actor.Person.Tenant, actor.Person.ObjectId, actor.TallyfyUserId);

        return entry with
        {
            DecisionId = decision.Id.ToString("n"),
            DecisionKind = decision.Kind.ToString(),
            Task = approval.Task,
            Generation = approval.Generation,
            Verdict = decision.Verdict.ToString(),
        };
    }

    private static TrailKind KindOf(DecisionState state) => state switch
    {
        DecisionState.Done => TrailKind.Done,
        DecisionState.Elsewhere => TrailKind.Elsewhere,
        DecisionState.Refused => TrailKind.Refused,
        DecisionState.Unconfirmed => TrailKind.Unconfirmed,
        _ => throw new UnreachableException(),
    };
}
