using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.SignIn;

/// <summary>Tickets until they are used or over.</summary>
internal sealed class SignInTicketStore(Database database, TimeProvider time)
{
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
                    verdict = ticket.Tap?.Verdict.ToString(),
                    reason = ticket.Tap?.Reason,
                    confirmation = ticket.Tap?.Confirmation,
                    until = (time.GetUtcNow() + SignInTicket.GoodFor).ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Null when there is none, when it was used, and when it is over.</summary>
    public Task<SignInTicket?> FindAsync(SignInNonce nonce, CancellationToken cancellationToken) => database.ReadAsync(
        async unit => (await unit.FindAsync<TicketRow>(
            $"select {Columns} from sign_ins where nonce_digest = @digest and until > @now",
            Key(nonce),
            cancellationToken))?.ToTicket(),
        cancellationToken);

    /// <summary>Uses it up; false when somebody was first.</summary>
    public Task<bool> TakeAsync(SignInNonce nonce, CancellationToken cancellationToken) => database.WriteAsync(
        async unit => await unit.ExecuteAsync(
            "delete from sign_ins where nonce_digest = @digest and until > @now", Key(nonce), cancellationToken) == 1,
        cancellationToken);

    public Task ForgetOverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "delete from sign_ins where until <= @now",
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken),
        cancellationToken);

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

        public SignInTicket ToTicket() => new()
        {
            Person = new PersonId(TenantId, ObjectId),
            Organization = Organization,
            Tap = RenderingId is { } rendering && Verdict is { } verdict
                ? new HeldTap(new RenderingId(rendering), Enum.Parse<Verdict>(verdict), Reason, Confirmation)
                : null,
        };
    }
}
