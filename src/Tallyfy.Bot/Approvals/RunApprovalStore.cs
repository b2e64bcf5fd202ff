using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>What we hold open of one run.</summary>
internal sealed class RunApprovalStore(Database database)
{
    public Task<IReadOnlyList<StoredApproval>> ListOpenAsync(
        string organization, string run, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredApproval>>(
            async unit => [.. (await unit.QueryAsync<ApprovalRow>(
                """
                select * from approvals where organization = @organization and run = @run
                and state in ('Pending', 'Deciding', 'OnHold')
                """,
                new { organization, run },
                cancellationToken)).Select(row => row.ToApproval())],
            cancellationToken);
}
