using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Holds the conversation about who somebody is: it reads what is said and asks what that needs to know.
/// </summary>
internal sealed class LinkConversation(
    LinkDialogStore dialogs,
    AccountStore accounts,
    ResolveAccount resolve,
    LinkAccount link,
    TakeLinkTransition step,
    TimeProvider time)
{
    /// <summary>
    /// Whether these words answer something that this conversation asked: where another bot hears them too, they would
    /// be its own otherwise.
    /// </summary>
    public async Task<bool> KnowsAsync(
        HeardWords said,
        PersonId person,
        IReadOnlyList<Organization> organizations,
        CancellationToken cancellationToken)
    {
        if (!LinkWords.MayAnswer(said))
            return false;

        foreach (var organization in organizations)
        {
            var stage = (await dialogs.FindAsync(person, organization.Id, cancellationToken)).Progress.Stage;

            if (LinkWords.IsAnswer(said, stage))
                return true;
        }

        return false;
    }

    /// <summary>What is said to these words; null when they are about something else.</summary>
    public async Task<LinkAnswer?> AnswerAsync(
        HeardWords said, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        foreach (var organization in organizations)
        {
            var dialog = await dialogs.FindAsync(chat.Person, organization.Id, cancellationToken);

            switch (LinkWords.Read(said, dialog.Progress.Stage))
            {
                case null:
                    continue;

                case LinkWord.LinkAnew when resolve.LinksAtOnce(chat):
                    continue; // nobody was asked, so there is nothing to ask anew, and only its own word links

                case (LinkWord.Link or LinkWord.LinkAnew) and var word:
                    return await BeginAsync(word, chat, organizations, cancellationToken);

                case LinkWord.Other when time.GetUtcNow() >= dialog.Progress.Until
                    || (said.Wish is not null
                        && await IsLinkedAsync(chat.Person, organizations, cancellationToken)):
                    continue; // nobody asks any more, or it is about where they are linked already

                case LinkWord.Unlink or LinkWord.WhoAmI
                    when IsUnderWay(dialog.Progress)
                        && !await IsLinkedAsync(chat.Person, organizations, cancellationToken):
                    return await TakeAsync(LinkWord.Other, said, chat, organization, cancellationToken);

                case LinkWord.Unlink or LinkWord.WhoAmI
                    when organization != organizations[^1]
                        && await accounts.FindAsync(chat.Person, organization.Id, cancellationToken) is null:
                    continue; // they are about the first organization this person is linked with

                case (LinkWord.Unlink or LinkWord.WhoAmI) and var word:
                    return await TakeAsync(word, said, chat, organization, cancellationToken) with
                    {
                        Elsewhere = await LookAsync(
                            chat.Person, organizations.Except([organization]), cancellationToken),
                    };

                case { } word:
                    return await TakeAsync(word, said, chat, organization, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>
    /// What is said to a tap on a button below a question. It answers while that question is open, and nothing else: of
    /// another one, or of another person's, it only shows how it stands with whoever tapped.
    /// </summary>
    public async Task<LinkAnswer> AnswerAsync(
        LinkTap tap, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        foreach (var organization in organizations)
        {
            var answer = await step.ExecuteAsync(
                chat.Person,
                () => Task.FromResult<LinkEvent>(new LinkEvent.Tapped(tap.Question, EventOf(tap))),
                organization,
                cancellationToken);

            if (answer.Reply is not LinkReply.Former)
                return answer with { Typed = tap.Typed };
        }

        return await StandsAsync(chat, organizations, cancellationToken) with { IsFormer = true };
    }

    private static LinkEvent EventOf(LinkTap tap) => tap.Word switch
    {
        LinkWord.Yes => new LinkEvent.Confirmed(),
        LinkWord.No => new LinkEvent.Cancelled(),
        _ when HeardWords.Read(tap.Typed).FindCode(LinkCode.Length) is { } code => new LinkEvent.CodeTyped(code),
        _ => new LinkEvent.SaidOther(IsLikeACode: true),
    };

    private async Task<LinkAnswer> StandsAsync(
        Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        foreach (var organization in organizations)
        {
            var asked = (await dialogs.FindAsync(chat.Person, organization.Id, cancellationToken)).Progress;

            if (asked.Question is not null && time.GetUtcNow() < asked.Until)
                return await TakeAsync(
                    LinkWord.Other, HeardWords.Read(null), chat, organization, cancellationToken);
        }

        return (await AnswerAsync(HeardWords.Read(Vocabulary.WhoAmI), chat, organizations, cancellationToken))!;
    }

    /// <summary>
    /// Begins, by itself at the first contact, with the first organization that has this person and is not linked yet;
    /// with one that they just said no to only where there is no other.
    /// </summary>
    public Task<LinkAnswer> BeginAsync(
        Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken) =>
        BeginAsync(LinkWord.Link, chat, organizations, cancellationToken);

    private async Task<LinkAnswer> BeginAsync(
        LinkWord word, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        var answers = new List<LinkAnswer>();

        foreach (var organization in await OrderAsync(chat.Person, organizations, cancellationToken))
        {
            var answer = await TakeAsync(word, HeardWords.Read(null), chat, organization, cancellationToken);

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

    // A bar as well: until it ends no question can be open.
    private bool IsUnderWay(LinkProgress progress) =>
        LinkWords.IsUnderWay(progress.Stage) && time.GetUtcNow() < progress.Until;

    /// <summary>Whether they are linked with any of these.</summary>
    public async Task<bool> IsLinkedAsync(
        PersonId person, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        foreach (var organization in organizations)
        {
            if (await accounts.FindAsync(person, organization.Id, cancellationToken) is not null)
                return true;
        }

        return false;
    }

    // All at once: whoever is silent is waited for only once.
    private async Task<IReadOnlyList<LinkElsewhere>> LookAsync(
        PersonId person, IEnumerable<Organization> organizations, CancellationToken cancellationToken) =>
        await Task.WhenAll(organizations.Select(async organization => new LinkElsewhere(
            await organization.FindNameAsync(cancellationToken),
            await accounts.FindAsync(person, organization.Id, cancellationToken))));

    /// <summary>Whom a person is to sign in to Tallyfy as; null when nothing is asked of them any more.</summary>
    public async Task<LinkedAccount?> FindCandidateAsync(
        PersonId person, string organization, CancellationToken cancellationToken)
    {
        var progress = (await dialogs.FindAsync(person, organization, cancellationToken)).Progress;
        return progress.Stage is LinkStage.Proposed && time.GetUtcNow() < progress.Until ? progress.Candidate : null;
    }

    /// <summary>Somebody signed in to Tallyfy at this person's link.</summary>
    public Task<LinkAnswer> SignedInAsync(
        PersonId person, long member, Organization organization, CancellationToken cancellationToken) =>
        step.ExecuteAsync(
            person, () => Task.FromResult<LinkEvent>(new LinkEvent.SignedIn(member)), organization, cancellationToken);

    private Task<LinkAnswer> TakeAsync(
        LinkWord word, HeardWords said, Chat chat, Organization organization, CancellationToken cancellationToken) =>
        step.ExecuteAsync(
            chat.Person,
            () => EventAsync(word, said, chat, organization, cancellationToken),
            organization,
            cancellationToken);

    private async Task<LinkEvent> EventAsync(
        LinkWord word, HeardWords said, Chat chat, Organization organization, CancellationToken cancellationToken) =>
        word switch
        {
            LinkWord.Link or LinkWord.LinkAnew => await AskedAsync(chat, organization, cancellationToken) with
            {
                IsAnew = word is LinkWord.LinkAnew,
            },
            LinkWord.Yes => new LinkEvent.Confirmed(),
            LinkWord.No => new LinkEvent.Cancelled(),
            LinkWord.Code => new LinkEvent.CodeTyped(said.FindCode(LinkCode.Length)!),
            LinkWord.Other => new LinkEvent.SaidOther(said.IsLikeACode),
            LinkWord.Unlink => new LinkEvent.Unlinked(
                await accounts.FindAsync(chat.Person, organization.Id, cancellationToken)),
            _ => new LinkEvent.WhoAmI(await accounts.FindAsync(chat.Person, organization.Id, cancellationToken)),
        };

    private async Task<LinkEvent.Asked> AskedAsync(
        Chat chat, Organization organization, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(chat.Person, organization.Id, cancellationToken) is { } known)
            return new LinkEvent.Asked(known, new LinkResult.Linked(known));

        return new LinkEvent.Asked(null, resolve.LinksAtOnce(chat)
            ? await link.ExecuteAsync(chat, organization, isAsked: true, cancellationToken)
            : await link.FindAsync(chat, organization, cancellationToken));
    }
}

/// <summary>What is said, and about which organization.</summary>
internal sealed record LinkAnswer(LinkReply Reply, string OrganizationName)
{
    /// <summary>To those who ask who they are, or end that: how it stands in the other organizations.</summary>
    public IReadOnlyList<LinkElsewhere> Elsewhere { get; init; } = [];

    /// <summary>What is asked of them from now on, for the buttons that answer it.</summary>
    public QuestionId? Question { get; init; }

    /// <summary>Where their code lies.</summary>
    public Uri? CodeAt { get; init; }

    /// <summary>What they typed beside the button they tapped: it is not lost.</summary>
    public string? Typed { get; init; }

    /// <summary>They tapped a button of a question that is over, and nothing was done by it.</summary>
    public bool IsFormer { get; init; }
}

/// <summary>
/// Another organization that this person may come from, and who they are there; null where they are not linked.
/// </summary>
internal sealed record LinkElsewhere(string OrganizationName, LinkedAccount? Account);
