using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Operators;

/// <summary>Tells operators what they are to be told.</summary>
internal sealed class OperatorNoticeWorker(
    OperatorNoticeStore notices, OperatorSignal signal, TellOperator tell, ILogger<OperatorNoticeWorker> logger)
    : DueWorker<OperatorNotice>(notices, signal, TimeSpan.FromSeconds(5), batch: 10, logger)
{
    protected override Task WorkOffAsync(OperatorNotice item, CancellationToken cancellationToken) =>
        tell.ExecuteAsync(item, cancellationToken);
}

/// <summary>There is something to tell.</summary>
internal sealed class OperatorSignal(TimeProvider time) : WorkSignal(time);
