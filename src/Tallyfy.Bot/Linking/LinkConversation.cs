using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Carries a conversation about who somebody is: asks what a turn needs to know, and does what it leads to.
/// </summary>
internal sealed partial class LinkConversation(
    LinkDialogStore dialogs,
    AccountStore accounts,
    ResolveAccount resolve,
    LinkAccount link,
    SendLinkCode codes,
    OfferSignIn signIns,
    IOptions<AccountOptions> options,
    TimeProvider time,
    ILogger<LinkConversation> logger)
{
    /// <summary>Two turns of one person at once: the second reads again.</summary>
    private const int MostTries = 5;

    /// <summary>What is said to these words; null when they are about something else.</summary>
    public async Task<LinkAnswer?> AnswerAsync(
        string text, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        foreach (var organization in organizations)
        {
            var dialog = await dialogs.FindAsync(chat.Person, organization.Id, cancellationToken);

            switch (LinkWords.Read(text, dialog.Progress.Stage))
            {
                case null:
                    continue;

                case LinkWord.Link:
                    return await BeginAsync(chat, organizations, cancellationToken);

                case LinkWord.Unlink or LinkWord.WhoAmI
                    when organization != organizations[^1]
                        && await accounts.FindAsync(chat.Person, organization.Id, cancellationToken) is null:
                    continue; // they are about the first organization this person is linked with

                case (LinkWord.Unlink or LinkWord.WhoAmI) and var word:
                    return await TakeAsync(word, text, chat, organization, cancellationToken) with
                    {
                        Elsewhere = await LookAsync(
                            chat.Person, organizations.Except([organization]), cancellationToken),
                    };

                case { } said:
                    return await TakeAsync(said, text, chat, organization, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>
    /// Begins, by itself at the first contact, with the first organization that has this person and is not linked yet;
    /// with one that they just said no to only where there is no other.
    /// </summary>
    public async Task<LinkAnswer> BeginAsync(
        Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        var answers = new List<LinkAnswer>();

        foreach (var organization in await OrderAsync(chat.Person, organizations, cancellationToken))
        {
            var answer = await TakeAsync(LinkWord.Link, "", chat, organization, cancellationToken);

            if (answer.Reply is not (LinkReply.AlreadyLinked or LinkReply.Problem))
                return answer;

            answers.Add(answer);
        }

        return answers.MinBy(answer => answer.Reply switch
        {
            LinkReply.Problem({ MayPass: true }) => 0,
            LinkReply.AlreadyLinked => 1,
            _ => 2,
        })!;
    }

    private async Task<IEnumerable<Organization>> OrderAsync(
        PersonId person, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        var declined = new List<Organization>();

        foreach (var organization in organizations)
        {
            var progress = (await dialogs.FindAsync(person, organization.Id, cancellationToken)).Progress;

            if (progress.Stage is LinkStage.Declined && time.GetUtcNow() < progress.Until)
                declined.Add(organization);
        }

        return [.. organizations.Except(declined), .. declined];
    }

    // All at once: whoever is silent is waited for only once.
    private async Task<IReadOnlyList<LinkElsewhere>> LookAsync(
        PersonId person, IEnumerable<Organization> organizations, CancellationToken cancellationToken) =>
        await Task.WhenAll(organizations.Select(async organization => new LinkElsewhere(
            await organization.FindNameAsync(cancellationToken),
            await accounts.FindAsync(person, organization.Id, cancellationToken))));

    /// <summary>Somebody signed in to Tallyfy at this person's link.</summary>
    public Task<LinkAnswer> SignedInAsync(
        PersonId person, long member, Organization organization, CancellationToken cancellationToken) =>
        TakeAsync(
            person, () => Task.FromResult<LinkEvent>(new LinkEvent.SignedIn(member)), organization, cancellationToken);

    private Task<LinkAnswer> TakeAsync(
        LinkWord word, string text, Chat chat, Organization organization, CancellationToken cancellationToken) =>
        TakeAsync(
            chat.Person,
            () => EventAsync(word, text, chat, organization, cancellationToken),
            organization,
            cancellationToken);

    private async Task<LinkAnswer> TakeAsync(
        PersonId person, Func<Task<LinkEvent>> happens, Organization organization, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var dialog = await dialogs.FindAsync(person, organization.Id, cancellationToken);

            if (await TakeAsync(dialog, await happens(), organization, cancellationToken) is { } reply)
                return new LinkAnswer(
                    reply,
                    reply is LinkReply.Problem({ MayPass: true })
                        ? organization.KnownName // whoever was silent is not waited for again
                        : await organization.FindNameAsync(cancellationToken));

            if (attempt == MostTries)
                throw new InvalidOperationException($"The conversation of {person} never came to rest.");
        }
    }

    /// <summary>Null when another turn came between; nothing was done then.</summary>
    private async Task<LinkReply?> TakeAsync(
        KeptDialog dialog, LinkEvent happened, Organization organization, CancellationToken cancellationToken)
    {
        var proof = options.Value.Proof!.Value;
        var now = time.GetUtcNow();
        var step = LinkDialog.Take(dialog.Progress, happened, proof, now);

        if (step.Deed is LinkDeed.SendCode or LinkDeed.OfferSignIn)
        {
            happened = step.Deed is LinkDeed.SendCode
                ? await codes.ExecuteAsync(organization, step.Next.Candidate!, cancellationToken)
                : await OfferAsync(dialog, cancellationToken);
            step = LinkDialog.Take(step.Next, happened, proof, now) with { Archive = step.Archive };
        }

        if (step.Next != dialog.Progress && !await dialogs.SaveAsync(dialog, step.Next, cancellationToken))
        {
            if (happened is LinkEvent.CodeSent sent)
                await codes.ArchiveAsync(organization, sent.Task, cancellationToken);

            return null;
        }

        await DoAsync(step, dialog, organization, cancellationToken);
        return step.Reply;
    }

    private async Task<LinkEvent> OfferAsync(KeptDialog dialog, CancellationToken cancellationToken) =>
        new LinkEvent.SignInOffered(await signIns.ExecuteAsync(
            new SignInTicket { Person = dialog.Person, Organization = dialog.Organization }, cancellationToken));

    private async Task DoAsync(
        LinkStep step, KeptDialog dialog, Organization organization, CancellationToken cancellationToken)
    {
        if (step is { Deed: LinkDeed.Link, Reply: LinkReply.Linked(var account) })
        {
            await accounts.SaveAsync(account, options.Value.Proof!.Value, cancellationToken);
            LogLinked(account.Person, account.TallyfyUserId);
        }
        else if (step.Deed is LinkDeed.Unlink)
        {
            await accounts.RevokeAsync(dialog.Person, organization.Id, cancellationToken);
            LogUnlinked(dialog.Person);
        }

        if (step.Reply is LinkReply.Barred && dialog.Progress.Stage is not LinkStage.Barred)
            LogBarred(dialog.Person, dialog.Progress.Candidate?.TallyfyUserId);

        if (step.Archive is { } task)
            await codes.ArchiveAsync(organization, task, cancellationToken);
    }

    private async Task<LinkEvent> EventAsync(
        LinkWord word, string text, Chat chat, Organization organization, CancellationToken cancellationToken) =>
        word switch
        {
            LinkWord.Link => await AskedAsync(chat, organization, cancellationToken),
            LinkWord.Yes => new LinkEvent.Confirmed(),
            LinkWord.No => new LinkEvent.Cancelled(),
            LinkWord.Code => new LinkEvent.CodeTyped(text),
            LinkWord.Unlink => new LinkEvent.Unlinked(
                await accounts.FindAsync(chat.Person, organization.Id, cancellationToken)),
            _ => new LinkEvent.WhoAmI(await accounts.FindAsync(chat.Person, organization.Id, cancellationToken)),
        };

    private async Task<LinkEvent> AskedAsync(Chat chat, Organization organization, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(chat.Person, organization.Id, cancellationToken) is { } known)
            return new LinkEvent.Asked(known, new LinkResult.Linked(known));

        return new LinkEvent.Asked(null, resolve.LinksAtOnce(chat)
            ? await link.ExecuteAsync(chat, organization, cancellationToken)
            : await link.FindAsync(chat, organization, cancellationToken));
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

/// <summary>What is said, and about which organization.</summary>
internal sealed record LinkAnswer(LinkReply Reply, string OrganizationName)
{
    /// <summary>To those who ask who they are, or end that: how it stands in the other organizations.</summary>
    public IReadOnlyList<LinkElsewhere> Elsewhere { get; init; } = [];
}

/// <summary>
/// Another organization that this person may come from, and who they are there; null where they are not linked.
/// </summary>
internal sealed record LinkElsewhere(string OrganizationName, LinkedAccount? Account);
