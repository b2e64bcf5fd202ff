using Microsoft.Extensions.Options;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Teams;

/// <summary>Installs the app, one member after another; where nobody wants that, it does nothing.</summary>
internal sealed class InstallationWorker(
    InstallationStore installations,
    InstallationSignal signal,
    InstallForMember install,
    IOptions<InstallingOptions> options,
    ILogger<InstallationWorker> logger)
    : DueWorker<InstallationItem>(installations, signal, Pause, batch: 10, logger)
{
    /// <summary>Nothing hurries: a card waits for a person who opens Teams.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.ThroughGraph ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task WorkOffAsync(InstallationItem item, CancellationToken cancellationToken) =>
        install.ExecuteAsync(item, cancellationToken);
}

/// <summary>Somebody wants it looked at before its clock says so.</summary>
internal sealed class InstallationSignal(TimeProvider time) : WorkSignal(time);
