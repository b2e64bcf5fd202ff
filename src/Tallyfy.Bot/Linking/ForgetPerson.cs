using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Takes out of the store whatever tells of one person; docs/privacy.md says what that is. What was decided stays, and
/// by whom does not.
/// </summary>
internal sealed class ForgetPerson(Database database, TrailStore trail)
{
    /// <summary>Stands where a name stood.</summary>
    public const string Nobody = "(forgotten)";

    // What is not over yet still needs to know who decided.
    private static readonly string UnderWay =
        $"""
        select count(*) from decisions where tenant_id = @tenant and object_id = @objectId and (
            state = '{DecisionState.Claimed}'
            or id in (select id from comments where state = '{WorkState.Due}')
            or exists (
                select 1 from approvals where approvals.organization = decisions.organization
                    and approvals.task = decisions.task and approvals.generation = decisions.generation
                    and approvals.state in ('{ApprovalState.Pending}', '{ApprovalState.OnHold}',
                        '{ApprovalState.Deciding}', '{ApprovalState.Undoing}')))
        """;

    private const string TheirCards = "select id from posted_cards where tenant_id = @tenant and object_id = @objectId";

    private static readonly string[] Steps =
    [
        $"""
        update approvals set ended_by = @nobody, reason = null where exists (
            select 1 from decisions where decisions.organization = approvals.organization
                and decisions.task = approvals.task and decisions.generation = approvals.generation
                and decisions.tenant_id = @tenant and decisions.object_id = @objectId
                and decisions.state = '{DecisionState.Done}')
        """,
        """
        delete from comments where id in (
            select id from decisions where tenant_id = @tenant and object_id = @objectId)
        """,
        $"delete from outbox where posted_card_id in ({TheirCards})",
        $"delete from card_copies where posted_card_id in ({TheirCards})",
        $"delete from drafts where posted_card_id in ({TheirCards})",
        "delete from drafts where tenant_id = @tenant and object_id = @objectId",
        $"delete from renderings where posted_card_id in ({TheirCards})",
        "delete from posted_cards where tenant_id = @tenant and object_id = @objectId",
        """
        delete from installations where exists (
            select 1 from accounts where accounts.organization = installations.organization
                and accounts.tallyfy_user_id = installations.tallyfy_user_id
                and accounts.tenant_id = @tenant and accounts.object_id = @objectId)
        """,
        "delete from operator_notices where tenant_id = @tenant and object_id = @objectId",
        "delete from link_dialogs where tenant_id = @tenant and object_id = @objectId",
        "delete from link_tries where tenant_id = @tenant and object_id = @objectId",
        "delete from sign_ins where tenant_id = @tenant and object_id = @objectId",
        "delete from used_sign_ins where tenant_id = @tenant and object_id = @objectId",
        "delete from installation_events where tenant_id = @tenant and object_id = @objectId",
        "delete from chats where tenant_id = @tenant and object_id = @objectId",
        "delete from accounts where tenant_id = @tenant and object_id = @objectId",
    ];

    public Task<ForgetResult> ExecuteAsync(PersonId person, CancellationToken cancellationToken)
    {
        var who = new { tenant = person.Tenant, objectId = person.ObjectId, nobody = Nobody };

        return database.WriteAsync<ForgetResult>(
            async unit =>
            {
                if (await unit.FindAsync<long>(UnderWay, who, cancellationToken) is > 0 and var open)
                    return new ForgetResult.NotYet(open);

                var found = 0;

                foreach (var step in Steps)
                    found += await unit.ExecuteAsync(step, who, cancellationToken);

                var decisions = await unit.ExecuteAsync(
                    """
                    update decisions set object_id = '', tallyfy_user_id = 0, actor_email = '', actor_name = @nobody,
                        reason = null, answers = null, actor_key = case when actor_key = '' then '' else id end
                    where tenant_id = @tenant and object_id = @objectId
                    """,
                    who,
                    cancellationToken);

                var entries = await trail.ForgetAsync(unit, person.Tenant, person.ObjectId, cancellationToken);

                // An id that was misspelt is nobody's, and leaves no trace.
                if (found + decisions + entries == 0)
                    return await ForgottenPeople.HasAsync(unit, person, cancellationToken)
                        ? new ForgetResult.Already()
                        : new ForgetResult.Unknown();

                await ForgottenPeople.AddAsync(unit, person, cancellationToken);
                return new ForgetResult.Forgotten(decisions, entries);
            },
            cancellationToken);
    }
}

internal abstract record ForgetResult
{
    private ForgetResult()
    {
    }

    public sealed record Forgotten(int Decisions, int Entries) : ForgetResult;

    /// <summary>They were forgotten before, and nothing came since.</summary>
    public sealed record Already : ForgetResult;

    /// <summary>Nothing in the store tells of such a person.</summary>
    public sealed record Unknown : ForgetResult;

    /// <summary>So many of their decisions are not over.</summary>
    public sealed record NotYet(long Open) : ForgetResult;
}
