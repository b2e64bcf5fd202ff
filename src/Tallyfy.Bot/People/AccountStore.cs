using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.People;

/// <summary>
/// Who is who. A link is revoked, never forgotten silently, and no change of one is without an entry in the trail.
/// </summary>
internal sealed class AccountStore(Database database, TrailStore trail, TrailSignal signal, TimeProvider time)
{
    private const string Columns = "tenant_id, object_id, organization, tallyfy_user_id, email, display_name";

    // Whoever took the app away cannot be shown anything: it waits until they have it again.
    private const string CardsAreDue =
        $"""
        cards_due = 1 and exists (select 1 from chats where chats.tenant_id = accounts.tenant_id
            and chats.object_id = accounts.object_id and chats.state <> '{nameof(ChatState.Unreachable)}')
        """;

    public Task<LinkedAccount?> FindAsync(PersonId person, string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit =>
            {
                var row = await unit.FindAsync<AccountRow>(
                    $"""
                    select {Columns} from accounts
                    where tenant_id = @tenant and object_id = @objectId and organization = @organization
                        and state = '{AccountState.Active}'
                    """,
                    new { tenant = person.Tenant, objectId = person.ObjectId, organization },
                    cancellationToken);

                return row?.ToAccount();
            },
            cancellationToken);

    /// <summary>The active accounts of these members: several Teams people may be one member.</summary>
    public async Task<IReadOnlyList<LinkedAccount>> ListAsync(
        UnitOfWork unit, string organization, IReadOnlyCollection<long> members, CancellationToken cancellationToken)
    {
        var rows = await unit.QueryAsync<AccountRow>(
            $"""
            select {Columns} from accounts where organization = @organization
                and state = '{AccountState.Active}' and tallyfy_user_id {unit.In("members")}
            """,
            new { organization, members },
            cancellationToken);

        return [.. rows.Select(row => row.ToAccount())];
    }

    /// <summary>Every active account.</summary>
    public Task<IReadOnlyList<LinkedAccount>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LinkedAccount>>(
            async unit =>
            [
                .. (await unit.QueryAsync<AccountRow>(
                    $"""
                    select {Columns} from accounts where state = '{AccountState.Active}'
                    order by organization, tallyfy_user_id, tenant_id, object_id
                    """,
                    new { },
                    cancellationToken)).Select(row => row.ToAccount()),
            ],
            cancellationToken);

    /// <summary>Every active account that none of these proofs made.</summary>
    public Task<IReadOnlyList<LinkedAccount>> ListMadeOtherwiseAsync(
        IReadOnlyCollection<AccountProof> proofs, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LinkedAccount>>(
            async unit =>
            [
                .. (await unit.QueryAsync<AccountRow>(
                    $"""
                    select {Columns} from accounts where state = '{AccountState.Active}'
                        and not (proof {unit.In("proofs")})
                    order by organization, tallyfy_user_id, tenant_id, object_id
                    """,
                    new { proofs = proofs.Select(proof => proof.ToString()).ToList() },
                    cancellationToken)).Select(row => row.ToAccount()),
            ],
            cancellationToken);

    /// <summary>Whether a link was made or ended whose person's cards do not say so yet.</summary>
    public async Task<bool> HasChangedAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        unit => unit.FindAsync<long>(
            $"select count(*) from (select 1 from accounts where {CardsAreDue} limit 1) as due",
            new { },
            cancellationToken),
        cancellationToken) > 0;

    /// <summary>Takes some of those: whoever asks sees to their cards in the same transaction.</summary>
    public async Task<IReadOnlyList<(PersonId Person, string Organization)>> TakeChangedAsync(
        UnitOfWork unit, int most, CancellationToken cancellationToken)
    {
        var rows = await unit.QueryAsync<AccountRow>(
            $"""
            with due as materialized (
                select tenant_id, object_id, organization from accounts where {CardsAreDue}
                limit @most {unit.SkipLocked})
            update accounts set cards_due = 0
            where (tenant_id, object_id, organization) in (select tenant_id, object_id, organization from due)
            returning {Columns}
            """,
            new { most },
            cancellationToken);

        return [.. rows.Select(row => row.ToAccount()).Select(account => (account.Person, account.Organization))];
    }

    /// <summary>Links on purpose: whoever it is about, or an operator, asked for it.</summary>
    public Task SaveAsync(LinkedAccount account, AccountProof proof, CancellationToken cancellationToken) =>
        SaveAsync(account, proof, isAsked: true, cancellationToken);

    /// <summary>Links whom nobody ever unlinked or forgot; false, and nothing is changed, for anybody else.</summary>
    public Task<bool> AddFirstAsync(LinkedAccount account, AccountProof proof, CancellationToken cancellationToken) =>
        SaveAsync(account, proof, isAsked: false, cancellationToken);

    /// <summary>Whether a link of theirs was ended, or they were forgotten: then they are to ask for one.</summary>
    public Task<bool> HasEndedAsync(PersonId person, string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => HasEndedAsync(unit, person, organization, cancellationToken), cancellationToken);

    private static async Task<bool> HasEndedAsync(
        UnitOfWork unit, PersonId person, string organization, CancellationToken cancellationToken) =>
        await unit.FindAsync<long>(
            $"""
            select count(*) from accounts where tenant_id = @tenant and object_id = @objectId
                and organization = @organization and state = '{AccountState.Revoked}'
            """,
            new { tenant = person.Tenant, objectId = person.ObjectId, organization },
            cancellationToken) > 0
        || await ForgottenPeople.HasAsync(unit, person, cancellationToken);

    private async Task<bool> SaveAsync(
        LinkedAccount account, AccountProof proof, bool isAsked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isLinked = await database.WriteAsync(
            async unit =>
            {
                // Asked again here: an operator may have ended it while the roster was read.
                if (!isAsked && await HasEndedAsync(unit, account.Person, account.Organization, cancellationToken))
                    return false;

                if (await UpsertAsync(unit, account, proof, now, cancellationToken))
                    await trail.AddAsync(unit, TrailEntry.OfLink(account, proof, now).WithDigest(), cancellationToken);

                return true;
            },
            cancellationToken);

        signal.Raise();
        return isLinked;
    }

    /// <summary>
    /// Ends the link of a person with one organization; without one, every link. How many it were.
    /// </summary>
    public async Task<int> RevokeAsync(
        UnitOfWork unit, PersonId person, string? organization, LinkEnd by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ended = await unit.QueryAsync<AccountRow>(
            $"""
            update accounts set state = '{AccountState.Revoked}', revoked_at = @at, ended_by = @by, cards_due = 1
            where tenant_id = @tenant and object_id = @objectId and state = '{AccountState.Active}'
                and (cast(@organization as text) is null or organization = @organization)
            returning {Columns}
            """,
            new
            {
                tenant = person.Tenant,
                objectId = person.ObjectId,
                organization,
                by = by.ToString(),
                at = now.ToUnixTimeMilliseconds(),
            },
            cancellationToken);

        foreach (var row in ended)
            await trail.AddAsync(
                unit,
                TrailEntry.OfRemovedLink(person, row.Organization, row.TallyfyUserId, by, now).WithDigest(),
                cancellationToken);

        return ended.Count;
    }

    // False when the link is just that already: two activities of a new person may prove it at once.
    private static async Task<bool> UpsertAsync(
        UnitOfWork unit,
        LinkedAccount account,
        AccountProof proof,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            $"""
            insert into accounts
                (tenant_id, object_id, organization, tallyfy_user_id, email, display_name, proof, state, linked_at)
            values (@tenant, @objectId, @organization, @user, @email, @name, @proof, '{AccountState.Active}', @at)
            on conflict (tenant_id, object_id, organization) do update set
                tallyfy_user_id = excluded.tallyfy_user_id, email = excluded.email,
                display_name = excluded.display_name,
                proof = excluded.proof, state = '{AccountState.Active}',
                linked_at = excluded.linked_at, revoked_at = null, ended_by = null,
                cards_due = case when accounts.state <> excluded.state
                    or accounts.tallyfy_user_id <> excluded.tallyfy_user_id then 1 else accounts.cards_due end
            where accounts.state <> '{AccountState.Active}' or accounts.tallyfy_user_id <> excluded.tallyfy_user_id
                or accounts.email <> excluded.email or accounts.display_name <> excluded.display_name
                or accounts.proof <> excluded.proof
            """,
            new
            {
                tenant = account.Person.Tenant,
                objectId = account.Person.ObjectId,
                organization = account.Organization,
                user = account.TallyfyUserId,
                email = account.Email,
                name = account.DisplayName,
                proof = proof.ToString(),
                at = now.ToUnixTimeMilliseconds(),
            },
            cancellationToken) == 1;

    private sealed record AccountRow
    {
        public string TenantId { get; init; } = "";

        public string ObjectId { get; init; } = "";

        public string Organization { get; init; } = "";

        public long TallyfyUserId { get; init; }

        public string Email { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public LinkedAccount ToAccount() => new()
        {
            Person = new PersonId(TenantId, ObjectId),
            Organization = Organization,
            TallyfyUserId = TallyfyUserId,
            Email = Email,
            DisplayName = DisplayName,
        };
    }
}
