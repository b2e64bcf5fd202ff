using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Faults;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>Listens to what happens and sends its webhooks, in order unless a fault says otherwise.</summary>
internal sealed partial class WebhookWorker(
    SandboxState state, FaultBoard faults, SendWebhook send, IOptions<SandboxOptions> options, TimeProvider time,
    ILogger<WebhookWorker> logger) : BackgroundService
{
    // Nothing in it means that whatever is held back may go.
    private readonly Channel<Happened?> queue = Channel.CreateUnbounded<Happened?>();
    private readonly List<Held> held = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        lock (state.Gate)
            state.Events.Added += Listen;
        faults.Replaced += LetGo;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (state.Gate)
            state.Events.Added -= Listen;
        faults.Replaced -= LetGo;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var happened in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await (happened is null ? SendHeldAsync(all: true, stoppingToken) : TellAsync(happened, stoppingToken));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(fault);
            }
        }
    }

    private void Listen(SandboxEvent happened) =>
        queue.Writer.TryWrite(new Happened(happened, happened.Task?.Completion));

    private void LetGo() => queue.Writer.TryWrite(null);

    private async Task TellAsync(Happened happened, CancellationToken cancellationToken)
    {
        IReadOnlyList<WebhookMessage> messages;
        // The gate is free again only when the request that caused it has had all its effects.
        lock (state.Gate)
            messages = new ComposeWebhooks(state, options.Value).Execute(happened);

        foreach (var message in messages)
            await DispatchAsync(message, cancellationToken);
    }

    private async Task DispatchAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        var path = Uri.TryCreate(message.Address, UriKind.Absolute, out var address) ? address.AbsolutePath : "";
        switch (faults.TakeWebhook(message.Event, path))
        {
            case { Lose: true }:
                send.Note(message, null, "lost by a fault");
                return;
            case { Hold: { } others }:
                held.Add(new Held(message, others));
                return;
            case { DelayMs: > 0 and var delay } fault:
                _ = SendLaterAsync(message, fault.Copies ?? 1, TimeSpan.FromMilliseconds(delay), cancellationToken);
                return;
            case var fault:
                await SendAsync(message, fault?.Copies ?? 1, cancellationToken);
                await SendHeldAsync(all: false, cancellationToken);
                return;
        }
    }

    private async Task SendAsync(WebhookMessage message, int copies, CancellationToken cancellationToken)
    {
        for (var copy = 0; copy < copies; copy++)
            await send.ExecuteAsync(message, cancellationToken);
    }

    private async Task SendLaterAsync(
        WebhookMessage message, int copies, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, time, cancellationToken);
            await SendAsync(message, copies, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The sandbox stops; what was delayed is gone, as with any process that ends.
        }
    }

    /// <summary>Every webhook sent overtakes those held back; who was overtaken often enough goes too.</summary>
    private async Task SendHeldAsync(bool all, CancellationToken cancellationToken)
    {
        for (var index = 0; index < held.Count; index++)
            held[index] = held[index] with { Others = held[index].Others - 1 };

        var due = held.FindAll(waiting => all || waiting.Others <= 0);
        held.RemoveAll(due.Contains);
        foreach (var waiting in due)
            await SendAsync(waiting.Message, 1, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "A webhook could not be composed or sent")]
    private partial void LogFailed(Exception fault);

    private sealed record Held(WebhookMessage Message, int Others);
}
