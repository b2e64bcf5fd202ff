using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Shaping;

internal static class ThreadShape
{
    public static ThreadJson From(TaskThread thread, SandboxState state) => new()
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
