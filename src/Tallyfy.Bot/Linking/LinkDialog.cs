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

    /// <summary>Within an hour, by one person or for one member.</summary>
    public const int MostWrongCodes = 5;

    /// <summary>The same for codes that are put into Tallyfy.</summary>
    public const int MostCodes = 5;

    public static LinkTransition Take(
        LinkProgress progress, LinkEvent happened, LinkTries tries, AccountProof proof, DateTimeOffset now) =>
        happened switch
        {
            LinkEvent.Asked asked => Begin(progress, asked, tries, proof, now),
            LinkEvent.Tapped(var question, var answer) => progress.Question == question
                ? Take(progress, answer, tries, proof, now)
                : new LinkTransition(progress, new LinkReply.Former()),
            LinkEvent.Confirmed => Confirm(progress, tries, proof, now),
            LinkEvent.Cancelled => Cancel(progress, now),
            LinkEvent.CodeMade(var code) => new LinkTransition(
                progress with { Stage = LinkStage.AwaitingCode, Code = code, WrongCodes = 0 }, null),
            LinkEvent.CodeSent(var task) => new LinkTransition(
                progress with { Task = task, Until = now + GoodFor }, new LinkReply.CodeIsThere(progress.Candidate!)),
            LinkEvent.CodeNotSent => new LinkTransition(AskAgain(progress), new LinkReply.CodeNotSent()),
            LinkEvent.CodeIsOneTooMany => new LinkTransition(AskAgain(progress), new LinkReply.TooManyCodes()),
            LinkEvent.SignInOffered(var at) => new LinkTransition(
                progress with { Until = now + GoodFor }, new LinkReply.SignIn(progress.Candidate!, at)),
            LinkEvent.SignedIn(var member) => Compare(progress, member, proof, now),
            LinkEvent.SaidOther(var isLikeACode) => Repeat(progress, isLikeACode, proof, now),
            LinkEvent.CodeTyped typed => Check(progress, typed.Text, tries, proof, now),
            LinkEvent.WhoAmI(null) => new LinkTransition(progress, new LinkReply.NotLinked()),
            LinkEvent.WhoAmI(var known) => new LinkTransition(progress, new LinkReply.IsLinked(known!)),
            LinkEvent.Unlinked(null) => new LinkTransition(progress, new LinkReply.NotLinked()),
            LinkEvent.Unlinked(var known) => new LinkTransition(KeepBar(progress, now), new LinkReply.Unlinked(known!))
            {
                Effect = LinkEffect.Unlink,
                Archive = progress.Task,
            },
            _ => throw new UnreachableException(),
        };

    private static LinkTransition Begin(
        LinkProgress progress, LinkEvent.Asked asked, LinkTries tries, AccountProof proof, DateTimeOffset now)
    {
        if (asked.Known is { } known)
            return new LinkTransition(progress, new LinkReply.AlreadyLinked(known));

        if (IsBarred(progress, now))
            return new LinkTransition(progress, new LinkReply.Barred(progress.Until));

        return asked.Found switch
        {
            LinkResult.Refused({ MayPass: true }) when !asked.IsAnew && IsAwaited(progress, proof, now) =>
                new LinkTransition(progress, new LinkReply.CodeIsThere(progress.Candidate!)),
            LinkResult.Refused({ MayPass: true } problem) =>
                new LinkTransition(progress, new LinkReply.Problem(problem)), // what was asked stays as good as it was
            LinkResult.Refused(var problem) =>
                new LinkTransition(LinkProgress.None, new LinkReply.Problem(problem)) { Archive = progress.Task },
            LinkResult.Linked(var candidate) when proof is AccountProof.Admin =>
                new LinkTransition(LinkProgress.None, new LinkReply.AskAdministrator(candidate)),
            LinkResult.Linked(var candidate) when proof is AccountProof.Email =>
                new LinkTransition(LinkProgress.None, new LinkReply.Linked(candidate)),
            LinkResult.Linked when IsTriedOut(tries) => Bar(progress, tries.LastWrongCode),
            LinkResult.Linked({ TallyfyUserId: var member } candidate)
                when !asked.IsAnew && IsAwaited(progress, proof, now) && progress.Candidate!.TallyfyUserId == member =>
                new LinkTransition(progress, new LinkReply.CodeIsThere(candidate)),
            LinkResult.Linked(var candidate) => new LinkTransition(
                new LinkProgress { Stage = LinkStage.Proposed, Candidate = candidate, Until = now + GoodFor },
                proof is AccountProof.SignIn ? null : new LinkReply.Proposal(candidate))
            {
                Effect = proof is AccountProof.SignIn ? LinkEffect.OfferSignIn : LinkEffect.None,
                Archive = progress.Task,
            },
            _ => throw new UnreachableException(),
        };
    }

    private static LinkTransition Confirm(
        LinkProgress progress, LinkTries tries, AccountProof proof, DateTimeOffset now) => progress.Stage switch
        {
            LinkStage.Barred when IsBarred(progress, now) =>
                new LinkTransition(progress, new LinkReply.Barred(progress.Until)),
            LinkStage.Proposed or LinkStage.AwaitingCode when IsTriedOut(tries) =>
                Bar(progress, tries.LastWrongCode),
            LinkStage.AwaitingCode when now < progress.Until =>
                new LinkTransition(progress, new LinkReply.CodeIsThere(progress.Candidate!)),
            LinkStage.Proposed when now < progress.Until && proof is AccountProof.Code
                && tries.CodesSent >= MostCodes => new LinkTransition(progress, new LinkReply.TooManyCodes()),
            LinkStage.Proposed when now < progress.Until && proof is AccountProof.Code =>
                new LinkTransition(progress, null) { Effect = LinkEffect.SendCode },
            LinkStage.Proposed when now < progress.Until && proof is AccountProof.SignIn =>
                new LinkTransition(progress, null) { Effect = LinkEffect.OfferSignIn },
            LinkStage.Proposed or LinkStage.AwaitingCode => Expire(progress),
            _ => new LinkTransition(LinkProgress.None, new LinkReply.NothingToConfirm()),
        };

    // The same question, with the same buttons.
    private static LinkProgress AskAgain(LinkProgress progress) =>
        progress with { Stage = LinkStage.Proposed, Code = null, WrongCodes = 0 };

    // Whoever signed in by somebody else's link is not the member that person seems to be.
    private static LinkTransition Compare(LinkProgress progress, long member, AccountProof proof, DateTimeOffset now) =>
        progress is not { Stage: LinkStage.Proposed, Candidate: { } candidate } || proof is not AccountProof.SignIn
            ? new LinkTransition(progress, new LinkReply.NothingToConfirm())
            : now >= progress.Until ? Expire(progress)
            : candidate.TallyfyUserId == member
                ? new LinkTransition(LinkProgress.None, new LinkReply.Linked(candidate)) { Effect = LinkEffect.Link }
                : new LinkTransition(LinkProgress.None, new LinkReply.SignedInAsAnother());

    private static LinkTransition Cancel(LinkProgress progress, DateTimeOffset now) => progress.Stage switch
    {
        LinkStage.Barred when IsBarred(progress, now) =>
            new LinkTransition(progress, new LinkReply.Barred(progress.Until)),
        LinkStage.Proposed or LinkStage.AwaitingCode =>
            new LinkTransition(
                new LinkProgress { Stage = LinkStage.Declined, Until = now + GoodFor }, new LinkReply.Cancelled())
            {
                Archive = progress.Task,
            },
        _ => new LinkTransition(LinkProgress.None, new LinkReply.NothingToConfirm()),
    };

    private static LinkTransition Check(
        LinkProgress progress, string text, LinkTries tries, AccountProof proof, DateTimeOffset now)
    {
        if (IsBarred(progress, now))
            return new LinkTransition(progress, new LinkReply.Barred(progress.Until));

        if (IsTriedOut(tries))
            return Bar(progress, tries.LastWrongCode); // even the right one: others may have guessed at this member

        if (progress.Stage is LinkStage.AwaitingCode && now >= progress.Until)
            return Expire(progress);

        if (progress is not { Stage: LinkStage.AwaitingCode, Code: { } code, Candidate: { } candidate }
            || proof is not AccountProof.Code)
            return new LinkTransition(LinkProgress.None, new LinkReply.NothingToConfirm()) { Archive = progress.Task };

        if (code.Matches(text))
            return new LinkTransition(LinkProgress.None, new LinkReply.Linked(candidate))
            {
                Effect = LinkEffect.Link,
                Archive = progress.Task,
            };

        var wrong = tries.WrongCodes + 1;
        var step = wrong < MostWrongCodes
            ? new LinkTransition(
                progress with { WrongCodes = progress.WrongCodes + 1 }, new LinkReply.WrongCode(MostWrongCodes - wrong))
            : Bar(progress, now);
        return step with { WrongCodeFor = candidate };
    }

    // The question once more: whoever answers beside it may not have seen what is asked.
    private static LinkTransition Repeat(
        LinkProgress progress, bool isLikeACode, AccountProof proof, DateTimeOffset now) => progress switch
        {
            _ when now >= progress.Until => Expire(progress),
            { Stage: LinkStage.Barred } => new LinkTransition(progress, new LinkReply.Barred(progress.Until)),
            { Stage: LinkStage.Proposed } when proof is AccountProof.SignIn =>
                new LinkTransition(progress, null) { Effect = LinkEffect.OfferSignIn },
            { Stage: LinkStage.Proposed, Candidate: { } candidate } =>
                new LinkTransition(progress, new LinkReply.Proposal(candidate)),
            { Stage: LinkStage.AwaitingCode, Candidate: { } candidate } => new LinkTransition(
                progress, isLikeACode ? new LinkReply.NoCode() : new LinkReply.CodeIsThere(candidate)),
            _ => new LinkTransition(progress, new LinkReply.NothingToConfirm()),
        };

    private static bool IsAwaited(LinkProgress progress, AccountProof proof, DateTimeOffset now) =>
        proof is AccountProof.Code
        && progress is { Stage: LinkStage.AwaitingCode, Candidate: not null }
        && now < progress.Until;

    private static LinkTransition Bar(LinkProgress progress, DateTimeOffset since) =>
        new(
            new LinkProgress { Stage = LinkStage.Barred, Until = since + BarredFor },
            new LinkReply.Barred(since + BarredFor))
        {
            Archive = progress.Task,
        };

    private static LinkTransition Expire(LinkProgress progress) =>
        new(LinkProgress.None, new LinkReply.Expired()) { Archive = progress.Task };

    // Nobody gets five more tries by ending a link that they have.
    private static LinkProgress KeepBar(LinkProgress progress, DateTimeOffset now) =>
        IsBarred(progress, now) ? progress : LinkProgress.None;

    private static bool IsTriedOut(LinkTries tries) => tries.WrongCodes >= MostWrongCodes;

    private static bool IsBarred(LinkProgress progress, DateTimeOffset now) =>
        progress.Stage is LinkStage.Barred && now < progress.Until;
}
