using System.Diagnostics;
using System.Globalization;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>What the trail keeps of a decision: its claim, and how it ended.</summary>
internal static class DecisionTrail
{
    /// <summary>What proves a claim whose person signed in anew for it.</summary>
    private const string StepUp = "StepUp";

    extension(TrailEntry)
    {
        /// <param name="decision">What is claimed.</param>
        /// <param name="content">What the person saw, as the store keeps it.</param>
        public static TrailEntry OfClaim(Decision decision, ApprovalContent content) =>
            (Of(decision, TrailKind.Claimed, decision.ClaimedAt) with
            {
                Undoes = decision.Undoes?.ToString("n"),
                RenderingId = decision.Rendering.Value,
                ContentDigest = decision.Digest,
                ActivityId = decision.Activity,
                Proof = decision.IsSignedIn ? StepUp : null,
            }).WithWords(WordsOf(decision), ShownOf(content));

        public static TrailEntry OfEnd(Decision decision, DecisionState state, Refusal? refusal, DateTimeOffset at) =>
            Of(decision, KindOf(state), at) with { Answer = refusal?.Kind.ToString() };
    }

    extension(TrailEntry entry)
    {
        /// <summary>The row says what the entry of its claim says, but for words.</summary>
        public bool SaysTheSameAs(Decision decision) =>
            entry.DecisionId == decision.Id.ToString("n")
            && entry.Organization == decision.Approval.Organization
            && entry.Task == decision.Approval.Task
            && entry.Generation == decision.Approval.Generation
            && entry.DecisionKind == decision.Kind.ToString()
            && entry.Verdict == decision.Verdict.ToString()
            && entry.Undoes == decision.Undoes?.ToString("n")
            && entry.RenderingId == decision.Rendering.Value
            && entry.ContentDigest == decision.Digest
            && entry.HappenedAt == decision.ClaimedAt.ToUnixTimeMilliseconds()
            && entry.TenantId == decision.Actor.Person.Tenant
            && (entry.ObjectId ?? "") == decision.Actor.Person.ObjectId
            && (entry.TallyfyUserId ?? 0) == decision.Actor.TallyfyUserId;

        /// <summary>The row's words are those that were hashed.</summary>
        public bool HasWordsOf(Decision decision) => entry.AreWords(WordsOf(decision));

        public bool HasShown(ApprovalContent content) => entry.IsShown(ShownOf(content));
    }

    private static string?[] WordsOf(Decision decision) =>
    [
        decision.Actor.Email,
        decision.Actor.DisplayName,
        decision.Reason,
        decision.UndoneCompletionAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    ];

    private static string?[] ShownOf(ApprovalContent content) => [content.Title, content.Process, content.Requester];

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
