using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Json;

internal static class ThreadShape
{
    public static ThreadJson Of(TaskThread thread, SandboxState state) => new()
    {
        Id = thread.Id,
        Content = Mentions.Show(thread.Content, state.People),
        Label = thread.Label,
        State = thread.State,
        ResolveId = thread.ResolveId,
        AuthorId = thread.AuthorId,
        SentTo = thread.SentTo,
        CreatedAt = WireDate.Seconds(thread.CreatedAt),
    };
}
