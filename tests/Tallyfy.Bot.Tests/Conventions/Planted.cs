namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>What the rules must see, and what they must let pass.</summary>
internal static class Planted
{
    internal sealed class ApprovalManager;

    internal sealed class TapHandler;

    internal sealed class WireHandler : DelegatingHandler;

    internal sealed class Approval;

    internal sealed class Asynchronous : IAsyncDisposable
    {
        public static Task Nameless(CancellationToken cancellationToken) => Task.FromCanceled(cancellationToken);

        public static Task NothingAsync() => Task.CompletedTask;

        public static Task DefaultedAsync(CancellationToken cancellationToken = default) =>
            Task.FromCanceled(cancellationToken);

        public static Task GoodAsync(int number, CancellationToken cancellationToken) =>
            number > 0 ? Task.CompletedTask : Task.FromCanceled(cancellationToken);

        public static Task<int> WrapAsync(Func<Task<int>> work) => work();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
