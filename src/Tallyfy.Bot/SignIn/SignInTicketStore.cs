using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.SignIn;

/// <summary>Tickets until they are used or over.</summary>
internal sealed class SignInTicketStore(Database database, TimeProvider time)
{
    /// <summary>Stands in the place of a verdict for a tap that takes one back.</summary>
    private const string Undo = "Undo";

    private const string Columns = "tenant_id, object_id, organization, rendering_id, verdict, reason, confirmation";

    public Task AddAsync(SignInNonce nonce, SignInTicket ticket, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                $"""
                insert into sign_ins (nonce_digest, {Columns}, until)
                values (@digest, @tenant, @objectId, @organization, @rendering, @verdict, @reason,
                    @confirmation, @until)
                """,
                new
                {
                    digest = nonce.Digest,
                    tenant = ticket.Person.Tenant,
                    objectId = ticket.Person.ObjectId,
                    organization = ticket.Organization,
                    rendering = ticket.Tap?.Rendering.Value,
                    verdict = ticket.Tap is { } tap ? tap.Verdict?.ToString() ?? Undo : null,
                    reason = ticket.Tap?.Reason,
                    confirmation = ticket.Tap?.Confirmation,
                    until = (time.GetUtcNow() + SignInTicket.GoodFor).ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Null when there is none, when it was used, and when it is over.</summary>
    public Task<SignInTicket?> FindAsync(SignInNonce nonce, CancellationToken cancellationToken) => database.ReadAsync(
        async unit => (await unit.FindAsync<TicketRow>(
            $"select {Columns}, until from sign_ins where nonce_digest = @digest and until > @now",
            Key(nonce),
            cancellationToken))?.ToTicket(),
        cancellationToken);

    /// <summary>Uses it up; false when somebody was first.</summary>
    public Task<bool> TakeAsync(SignInNonce nonce, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => TakeAsync(unit, nonce, cancellationToken), cancellationToken);

    /// <summary>Uses it up, and with it the sign-in; false when either was used before.</summary>
    public Task<bool> TakeAsync(
        SignInNonce nonce, PersonId person, DateTimeOffset signedInAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await UseAsync(unit, person, signedInAt, cancellationToken)
                && await TakeAsync(unit, nonce, cancellationToken),
            cancellationToken);

    /// <summary>What a person was about to do; without an organization, in all of them.</summary>
    public Task RemoveAsync(
        UnitOfWork unit, PersonId person, string? organization, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            delete from sign_ins where tenant_id = @tenant and object_id = @objectId
                and (cast(@organization as text) is null or organization = @organization)
            """,
            new { tenant = person.Tenant, objectId = person.ObjectId, organization },
            cancellationToken);

    public Task ForgetOverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var over = new { now = time.GetUtcNow().ToUnixTimeMilliseconds() };
            await unit.ExecuteAsync("delete from sign_ins where until <= @now", over, cancellationToken);
            return await unit.ExecuteAsync("delete from used_sign_ins where until <= @now", over, cancellationToken);
        },
        cancellationToken);

    private async Task<bool> TakeAsync(UnitOfWork unit, SignInNonce nonce, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            "delete from sign_ins where nonce_digest = @digest and until > @now", Key(nonce), cancellationToken) == 1;

    private async Task<bool> UseAsync(
        UnitOfWork unit, PersonId person, DateTimeOffset signedInAt, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            """
            insert into used_sign_ins (tenant_id, object_id, signed_in_at, until)
            values (@tenant, @objectId, @at, @until) on conflict do nothing
            """,
            new
            {
                tenant = person.Tenant,
                objectId = person.ObjectId,
                at = signedInAt.ToUnixTimeSeconds(),
                until = (time.GetUtcNow() + SignInTicket.GoodFor).ToUnixTimeMilliseconds(), // by then it is too old
            },
            cancellationToken) == 1;

    private object Key(SignInNonce nonce) =>
        new { digest = nonce.Digest, now = time.GetUtcNow().ToUnixTimeMilliseconds() };

    private sealed record TicketRow
    {
        public string TenantId { get; init; } = "";

        public string ObjectId { get; init; } = "";

        public string Organization { get; init; } = "";

        public string? RenderingId { get; init; }

        public string? Verdict { get; init; }

        public string? Reason { get; init; }

        public string? Confirmation { get; init; }

        public long Until { get; init; }

        public SignInTicket ToTicket() => new()
        {
            Person = new PersonId(TenantId, ObjectId),
            Organization = Organization,
            MadeAt = DateTimeOffset.FromUnixTimeMilliseconds(Until) - SignInTicket.GoodFor,
            Tap = RenderingId is { } rendering && Verdict is { } verdict
                ? new HeldTap(
                    new RenderingId(rendering),
                    verdict == Undo ? null : Enum.Parse<Verdict>(verdict),
                    Reason,
                    Confirmation)
                : null,
        };
    }
}
