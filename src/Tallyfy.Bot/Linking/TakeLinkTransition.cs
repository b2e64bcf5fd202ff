using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Takes one step of a person's link: it keeps where the conversation stands and does what the step leads to.
/// </summary>
internal sealed partial class TakeLinkTransition(
    LinkDialogStore dialogs,
    AccountStore accounts,
    EndLink end,
    SendLinkCode codes,
    OfferSignIn signIns,
    IOptions<AccountOptions> options,
    TimeProvider time,
    ILogger<TakeLinkTransition> logger)
{
    /// <summary>Two turns of one person at once: the second reads again.</summary>
    private const int MostTries = 5;

    /// <summary>
    /// <paramref name="happens"/> tells what happened; it is asked again when another turn came between.
    /// </summary>
    public async Task<LinkAnswer> ExecuteAsync(
        PersonId person, Func<Task<LinkEvent>> happens, Organization organization, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var dialog = await dialogs.FindAsync(person, organization.Id, cancellationToken);

            if (await TakeAsync(dialog, await happens(), organization, cancellationToken)
                is { Reply: { } reply, Next: var next })
                return new LinkAnswer(
                    reply,
                    reply is LinkReply.Problem({ MayPass: true })
                        ? organization.KnownName // whoever was silent is not waited for again
                        : await organization.FindNameAsync(cancellationToken))
                {
                    Question = next.Question,
                    CodeAt = next is { Stage: LinkStage.AwaitingCode, Task: { } task }
                        ? organization.LinkTo(null, task)
                        : null,
                };

            if (attempt == MostTries)
                throw new InvalidOperationException($"The conversation of {person} never came to rest.");
        }
    }

    /// <summary>Null when another turn came between; nothing was done then.</summary>
    private async Task<LinkTransition?> TakeAsync(
        KeptDialog dialog, LinkEvent happened, Organization organization, CancellationToken cancellationToken)
    {
        var proof = options.Value.Proof!.Value;
        var now = time.GetUtcNow();
        var tried = await dialogs.CountTriesAsync(dialog, MemberOf(dialog, happened), cancellationToken);
        var step = LinkDialog.Take(dialog.Progress, happened, tried, proof, now);

        if (step.Effect is LinkEffect.SendCode)
            return await SendCodeAsync(dialog, step.Next, tried, organization, cancellationToken);

        if (step.Effect is LinkEffect.OfferSignIn)
            step = LinkDialog.Take(step.Next, await OfferAsync(dialog, cancellationToken), tried, proof, now) with
            {
                Archive = step.Archive,
            };

        if (step.Next != dialog.Progress
            && !await dialogs.SaveAsync(dialog, step.Next, step.WrongCodeFor, cancellationToken))
            return null;

        await DoAsync(step, dialog, organization, cancellationToken);
        return step;
    }

    private async Task<LinkTransition?> SendCodeAsync(
        KeptDialog dialog,
        LinkProgress confirmed,
        LinkTries tried,
        Organization organization,
        CancellationToken cancellationToken)
    {
        var proof = options.Value.Proof!.Value;
        var (code, written) = LinkCode.Create();
        var made = LinkDialog.Take(confirmed, new LinkEvent.CodeMade(code), tried, proof, time.GetUtcNow());

        if (await dialogs.BeginCodeAsync(dialog, made.Next, cancellationToken) is not { } onItsWay)
            return null;

        var happened = await codes.ExecuteAsync(organization, onItsWay, written, cancellationToken);

        // Other words may have come between; what counts is whether this code is still waited for.
        while (await dialogs.FindAsync(dialog.Person, dialog.Organization, cancellationToken) is var stands
            && stands.Progress.Code == code)
        {
            var step = LinkDialog.Take(stands.Progress, happened, tried, proof, time.GetUtcNow());

            if (await dialogs.SaveAsync(stands, step.Next, null, cancellationToken))
                return step;
        }

        if (happened is LinkEvent.CodeSent sent)
            await codes.ArchiveAsync(organization, sent.Task, cancellationToken);

        return null;
    }

    private static long? MemberOf(KeptDialog dialog, LinkEvent happened) =>
        happened is LinkEvent.Asked { Found: LinkResult.Linked(var found) }
            ? found.TallyfyUserId
            : dialog.Progress.Candidate?.TallyfyUserId;

    private async Task<LinkEvent> OfferAsync(KeptDialog dialog, CancellationToken cancellationToken) =>
        new LinkEvent.SignInOffered(await signIns.ExecuteAsync(
            new SignInTicket { Person = dialog.Person, Organization = dialog.Organization }, cancellationToken));

    private async Task DoAsync(
        LinkTransition step, KeptDialog dialog, Organization organization, CancellationToken cancellationToken)
    {
        if (step is { Effect: LinkEffect.Link, Reply: LinkReply.Linked(var account) })
        {
            await accounts.SaveAsync(account, options.Value.Proof!.Value, cancellationToken);
            LogLinked(account.Person, account.TallyfyUserId);
        }
        else if (step.Effect is LinkEffect.Unlink)
        {
            await end.ExecuteAsync(dialog.Person, organization.Id, LinkEnd.Person, cancellationToken);
            LogUnlinked(dialog.Person);
        }

        if (step.Reply is LinkReply.Barred && dialog.Progress.Stage is not LinkStage.Barred)
            LogBarred(dialog.Person, dialog.Progress.Candidate?.TallyfyUserId);

        if (step.Archive is { } task)
            await codes.ArchiveAsync(organization, task, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Person {Person} is Tallyfy member {Member}")]
    private partial void LogLinked(PersonId person, long member);

    [LoggerMessage(LogLevel.Information, "Person {Person} ended their link")]
    private partial void LogUnlinked(PersonId person);

    [LoggerMessage(
        LogLevel.Warning,
        "Person {Person} typed too many wrong codes for Tallyfy member {Member}; barred for a while")]
    private partial void LogBarred(PersonId person, long? member);
}
