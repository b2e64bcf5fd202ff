using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Comments that still have to reach Tallyfy, one a decision.</summary>
internal sealed class CommentStore(Database database, TimeProvider time)
    : WorkQueue<CommentItem>(database, "comments", Lease)
{
    /// <summary>Longer than one call to Tallyfy may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public override string DeadLetters =>
        $"""
        select comments.id, 'comment' as kind, organization, task as about, tenant_id || '/' || object_id as person,
            comments.attempts, last_error, created_at
        from comments join decisions on decisions.id = comments.id where comments.state = '{WorkState.Dead}'
        """;

    // A comment that was tried is looked for before it is sent: it keeps the mark of one try.
    protected override int AttemptsWhenSentAgain => 1;

    public Task AddAsync(UnitOfWork unit, Decision decision, CancellationToken cancellationToken) => unit.ExecuteAsync(
        $"""
        insert into comments (id, state, due_at, attempts, lease_until, created_at)
        values (@id, '{WorkState.Due}', bot_now(), 0, 0, @at)
        on conflict (id) do nothing
        """,
        new { id = decision.Id.ToString("n"), at = time.GetUtcNow().ToUnixTimeMilliseconds() },
        cancellationToken);
}

/// <summary>A comment to be sent; its words come from the decision.</summary>
internal sealed record CommentItem : WorkItem
{
    public Guid Decision => Guid.Parse(Id);
}
