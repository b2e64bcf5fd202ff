using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Takes away codes that are over and the tasks that show them: a person who comes too late is told so, and no code is
/// left lying about.
/// </summary>
internal sealed partial class LinkDialogWorker(
    LinkDialogStore dialogs,
    LinkTryStore tries,
    SignInTicketStore tickets,
    OrganizationDirectory organizations,
    SendLinkCode codes,
    TimeProvider time,
    ILogger<LinkDialogWorker> logger) : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Pause, time);

        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await EndAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogStopped(e);
            }
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await dialogs.ForgetAsync(time.GetUtcNow() - KeptFor, cancellationToken);
        await tries.ForgetAsync(time.GetUtcNow() - KeptFor, cancellationToken);
        await tickets.ForgetOverAsync(cancellationToken);

        foreach (var over in await dialogs.ListOverAsync(time.GetUtcNow(), Batch, cancellationToken))
        {
            // Whoever saves it ends it: two processes archive a task once.
            if (await dialogs.SaveAsync(
                    over, over.Progress with { Task = null, Code = null }, null, cancellationToken)
                && over.Progress.Task is { } task
                && organizations.Find(over.Organization) is { } organization)
                await codes.ArchiveAsync(organization, task, cancellationToken);
        }

        foreach (var left in await tries.ListLeftAsync(Batch, cancellationToken))
        {
            if (organizations.Find(left.Organization) is { } organization)
                await codes.ArchiveAsync(organization, left.TaskId, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "Ending conversations stopped short; the next round takes them up")]
    private partial void LogStopped(Exception exception);
}
