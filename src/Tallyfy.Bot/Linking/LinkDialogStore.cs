using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Linking;

/// <summary>Conversations about who somebody is, one a person and organization, while they go on.</summary>
internal sealed class LinkDialogStore(Database database, LinkTryStore tries, TimeProvider time)
{
    private const string Columns =
        """
        tenant_id, object_id, organization, stage, tallyfy_user_id, email, display_name, code_salt, code_digest,
        task_id, until, wrong_codes, version
        """;

    /// <summary>Where they stand; nowhere when there is no row.</summary>
    public Task<KeptDialog> FindAsync(PersonId person, string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<DialogRow>(
                $"select {Columns} from link_dialogs where tenant_id = @tenant and object_id = @objectId and "
                + "organization = @organization",
                new { tenant = person.Tenant, objectId = person.ObjectId, organization },
                cancellationToken))?.ToDialog() ?? new KeptDialog(person, organization, LinkProgress.None, Version: 0),
            cancellationToken);

    /// <summary>What counts beside it: by this person, or for the member it is about now.</summary>
    public Task<LinkTries> CountTriesAsync(KeptDialog dialog, long? member, CancellationToken cancellationToken) =>
        tries.CountAsync(dialog.Person, dialog.Organization, member, cancellationToken);

    /// <summary>Conversations that have been over for so long that nobody comes back to them.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                "delete from link_dialogs where until < @before and task_id is null",
                new { before = before.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    /// <summary>Conversations whose code is over and still in Tallyfy, the oldest first.</summary>
    public Task<IReadOnlyList<KeptDialog>> ListOverAsync(
        DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<KeptDialog>>(
            async unit =>
            [
                .. (await unit.QueryAsync<DialogRow>(
                    $"select {Columns} from link_dialogs where until <= @now and task_id is not null "
                    + "order by until limit @most",
                    new { now = now.ToUnixTimeMilliseconds(), most },
                    cancellationToken)).Select(row => row.ToDialog()),
            ],
            cancellationToken);

    /// <summary>
    /// Ends what a person is asked, and their code with it: its task is left to the worker. A bar stays.
    /// </summary>
    public Task EndAsync(
        UnitOfWork unit, PersonId person, string? organization, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            update link_dialogs set stage = '{LinkStage.Idle}', tallyfy_user_id = null, email = null,
                display_name = null, code_salt = null, code_digest = null, until = @now, version = version + 1
            where tenant_id = @tenant and object_id = @objectId and stage <> '{LinkStage.Barred}'
                and (cast(@organization as text) is null or organization = @organization)
            """,
            new
            {
                tenant = person.Tenant,
                objectId = person.ObjectId,
                organization,
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>False when somebody was quicker: then nothing is changed, and no wrong code counted yet.</summary>
    public Task<bool> SaveAsync(
        KeptDialog read, LinkProgress next, LinkedAccount? wrongCodeFor, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                if (!await SaveAsync(unit, read, next, cancellationToken))
                    return false;

                if (wrongCodeFor is not null)
                    await tries.AddWrongCodeAsync(unit, wrongCodeFor, cancellationToken);

                return true;
            },
            cancellationToken);

    /// <summary>
    /// Keeps that a code is on its way and counts it, before Tallyfy is asked: of many turns at once one does. Null
    /// where another turn came between.
    /// </summary>
    public Task<CodeOnItsWay?> BeginCodeAsync(
        KeptDialog read, LinkProgress next, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await SaveAsync(unit, read, next, cancellationToken)
                ? new CodeOnItsWay(
                    next.Candidate!,
                    next.Code!,
                    await tries.AddCodeAsync(unit, next.Candidate!, cancellationToken))
                : null,
            cancellationToken);

    private static async Task<bool> SaveAsync(
        UnitOfWork unit, KeptDialog read, LinkProgress next, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            $"""
            insert into link_dialogs ({Columns})
            values (@tenant, @objectId, @organization, @stage, @user, @email, @name, @salt, @digest,
                @task, @until, @wrong, 1)
            on conflict (tenant_id, object_id, organization) do update set
                stage = excluded.stage, tallyfy_user_id = excluded.tallyfy_user_id, email = excluded.email,
                display_name = excluded.display_name, code_salt = excluded.code_salt,
                code_digest = excluded.code_digest, task_id = excluded.task_id, until = excluded.until,
                wrong_codes = excluded.wrong_codes, version = link_dialogs.version + 1
            where link_dialogs.version = @version
            """,
            new
            {
                tenant = read.Person.Tenant,
                objectId = read.Person.ObjectId,
                organization = read.Organization,
                stage = next.Stage.ToString(),
                user = next.Candidate?.TallyfyUserId,
                email = next.Candidate?.Email,
                name = next.Candidate?.DisplayName,
                salt = next.Code?.Salt,
                digest = next.Code?.Digest,
                task = next.Task,
                until = next.Until.ToUnixTimeMilliseconds(),
                wrong = next.WrongCodes,
                version = read.Version,
            },
            cancellationToken) > 0;

    private sealed record DialogRow
    {
        public string TenantId { get; init; } = "";

        public string ObjectId { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Stage { get; init; } = "";

        public long? TallyfyUserId { get; init; }

        public string? Email { get; init; }

        public string? DisplayName { get; init; }

        public string? CodeSalt { get; init; }

        public string? CodeDigest { get; init; }

        public string? TaskId { get; init; }

        public long Until { get; init; }

        public long WrongCodes { get; init; }

        public long Version { get; init; }

        public KeptDialog ToDialog()
        {
            var person = new PersonId(TenantId, ObjectId);

            return new KeptDialog(
                person,
                Organization,
                new LinkProgress
                {
                    Stage = Enum.Parse<LinkStage>(Stage),
                    Candidate = TallyfyUserId is not { } user ? null : new LinkedAccount
                    {
                        Person = person,
                        Organization = Organization,
                        TallyfyUserId = user,
                        Email = Email ?? "",
                        DisplayName = DisplayName ?? "",
                    },
                    Code = CodeSalt is { } salt && CodeDigest is { } digest ? new LinkCode(salt, digest) : null,
                    Task = TaskId,
                    Until = DateTimeOffset.FromUnixTimeMilliseconds(Until),
                    WrongCodes = (int)WrongCodes,
                },
                Version);
        }
    }
}

/// <summary>A conversation as the store has it.</summary>
internal sealed record KeptDialog(PersonId Person, string Organization, LinkProgress Progress, long Version);

/// <summary>A code that is counted and not yet in Tallyfy.</summary>
/// <param name="Candidate">Who reads it there.</param>
/// <param name="Code">What the conversation waits for.</param>
/// <param name="Try">As which it counts.</param>
internal sealed record CodeOnItsWay(LinkedAccount Candidate, LinkCode Code, string Try);
