using System.Diagnostics;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// The conversation that links a person in Teams with a member in Tallyfy, one turn at a time: it reads and writes
/// nothing and knows no clock.
/// </summary>
internal static class LinkDialog
{
    /// <summary>How long a proposal or a code is good for.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    /// <summary>How long nothing goes on after too many wrong codes.</summary>
    public static readonly TimeSpan BarredFor = TimeSpan.FromHours(1);

    public const int MostWrongCodes = 5;

    public static LinkStep Take(LinkProgress progress, LinkEvent happened, AccountProof proof, DateTimeOffset now) =>
        happened switch
        {
            LinkEvent.Asked asked => Begin(progress, asked, proof, now),
            LinkEvent.Confirmed => Confirm(progress, proof, now),
            LinkEvent.Cancelled => Cancel(progress, now),
            LinkEvent.CodeSent sent => new LinkStep(
                progress with
                {
                    Stage = LinkStage.AwaitingCode,
                    Code = sent.Code,
                    Task = sent.Task,
                    Until = now + GoodFor,
                    WrongCodes = 0,
                },
                new LinkReply.CodeIsThere(progress.Candidate!)),
            LinkEvent.CodeNotSent => new LinkStep(progress, new LinkReply.CodeNotSent()),
            LinkEvent.SignInOffered(var at) => new LinkStep(
                progress with { Until = now + GoodFor }, new LinkReply.SignIn(progress.Candidate!, at)),
            LinkEvent.SignedIn(var member) => Compare(progress, member, proof, now),
            LinkEvent.CodeTyped typed => Check(progress, typed.Text, proof, now),
            LinkEvent.WhoAmI(null) => new LinkStep(progress, new LinkReply.NotLinked()),
            LinkEvent.WhoAmI(var known) => new LinkStep(progress, new LinkReply.IsLinked(known!)),
            LinkEvent.Unlinked(null) => new LinkStep(progress, new LinkReply.NotLinked()),
            LinkEvent.Unlinked(var known) => new LinkStep(KeepBar(progress, now), new LinkReply.Unlinked(known!))
            {
                Deed = LinkDeed.Unlink,
                Archive = progress.Task,
            },
            _ => throw new UnreachableException(),
        };

    private static LinkStep Begin(LinkProgress progress, LinkEvent.Asked asked, AccountProof proof, DateTimeOffset now)
    {
        if (asked.Known is { } known)
            return new LinkStep(progress, new LinkReply.AlreadyLinked(known));

        if (IsBarred(progress, now))
            return new LinkStep(progress, new LinkReply.Barred());

        return asked.Found switch
        {
            LinkResult.Refused(var problem) =>
                new LinkStep(LinkProgress.None, new LinkReply.Problem(problem)) { Archive = progress.Task },
            LinkResult.Linked(var candidate) when proof is AccountProof.Admin =>
                new LinkStep(LinkProgress.None, new LinkReply.AskAdministrator(candidate)),
            LinkResult.Linked(var candidate) when proof is AccountProof.Email =>
                new LinkStep(LinkProgress.None, new LinkReply.Linked(candidate)),
            LinkResult.Linked(var candidate) => new LinkStep(
                new LinkProgress { Stage = LinkStage.Proposed, Candidate = candidate, Until = now + GoodFor },
                proof is AccountProof.SignIn ? null : new LinkReply.Proposal(candidate))
            {
                Deed = proof is AccountProof.SignIn ? LinkDeed.OfferSignIn : LinkDeed.None,
                Archive = progress.Task,
            },
            _ => throw new UnreachableException(),
        };
    }

    private static LinkStep Confirm(
        LinkProgress progress, AccountProof proof, DateTimeOffset now) => progress.Stage switch
        {
            LinkStage.Barred when IsBarred(progress, now) => new LinkStep(progress, new LinkReply.Barred()),
            LinkStage.AwaitingCode when now < progress.Until =>
                new LinkStep(progress, new LinkReply.CodeIsThere(progress.Candidate!)),
            LinkStage.Proposed when now < progress.Until && proof is AccountProof.Code =>
                new LinkStep(progress, null) { Deed = LinkDeed.SendCode },
            LinkStage.Proposed when now < progress.Until && proof is AccountProof.SignIn =>
                new LinkStep(progress, null) { Deed = LinkDeed.OfferSignIn },
            LinkStage.Proposed or LinkStage.AwaitingCode => Expire(progress),
            _ => new LinkStep(LinkProgress.None, new LinkReply.NothingToConfirm()),
        };

    // Whoever signed in by somebody else's link is not the member that person seems to be.
    private static LinkStep Compare(LinkProgress progress, long member, AccountProof proof, DateTimeOffset now) =>
        progress is not { Stage: LinkStage.Proposed, Candidate: { } candidate } || proof is not AccountProof.SignIn
            ? new LinkStep(progress, new LinkReply.NothingToConfirm())
            : now >= progress.Until ? Expire(progress)
            : candidate.TallyfyUserId == member
                ? new LinkStep(LinkProgress.None, new LinkReply.Linked(candidate)) { Deed = LinkDeed.Link }
                : new LinkStep(LinkProgress.None, new LinkReply.SignedInAsAnother());

    private static LinkStep Cancel(LinkProgress progress, DateTimeOffset now) => progress.Stage switch
    {
        LinkStage.Barred when IsBarred(progress, now) => new LinkStep(progress, new LinkReply.Barred()),
        LinkStage.Proposed or LinkStage.AwaitingCode =>
            new LinkStep(
                new LinkProgress { Stage = LinkStage.Declined, Until = now + GoodFor }, new LinkReply.Cancelled())
            {
                Archive = progress.Task,
            },
        _ => new LinkStep(LinkProgress.None, new LinkReply.NothingToConfirm()),
    };

    private static LinkStep Check(LinkProgress progress, string text, AccountProof proof, DateTimeOffset now)
    {
        if (IsBarred(progress, now))
            return new LinkStep(progress, new LinkReply.Barred());

        if (progress.Stage is LinkStage.AwaitingCode && now >= progress.Until)
            return Expire(progress);

        if (progress is not { Stage: LinkStage.AwaitingCode, Code: { } code, Candidate: { } candidate }
            || proof is not AccountProof.Code)
            return new LinkStep(LinkProgress.None, new LinkReply.NothingToConfirm()) { Archive = progress.Task };

        if (code.Matches(text))
            return new LinkStep(LinkProgress.None, new LinkReply.Linked(candidate))
            {
                Deed = LinkDeed.Link,
                Archive = progress.Task,
            };

        var wrong = progress.WrongCodes + 1;

        return wrong < MostWrongCodes
            ? new LinkStep(progress with { WrongCodes = wrong }, new LinkReply.WrongCode(MostWrongCodes - wrong))
            : new LinkStep(
                new LinkProgress { Stage = LinkStage.Barred, Until = now + BarredFor }, new LinkReply.Barred())
            {
                Archive = progress.Task,
            };
    }

    private static LinkStep Expire(LinkProgress progress) =>
        new(LinkProgress.None, new LinkReply.Expired()) { Archive = progress.Task };

    // Nobody gets five more tries by ending a link that they have.
    private static LinkProgress KeepBar(LinkProgress progress, DateTimeOffset now) =>
        IsBarred(progress, now) ? progress : LinkProgress.None;

    private static bool IsBarred(LinkProgress progress, DateTimeOffset now) =>
        progress.Stage is LinkStage.Barred && now < progress.Until;
}
