using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Edits or takes back a thread: its author may, and an administrator.</summary>
internal sealed class ChangeThread(SandboxState state, DateTimeOffset now)
{
    public Result<TaskThread> Edit(Member actor, Threaded place, string threadId, Func<TaskThread, TaskThread> edit)
    {
        if (FindFault(actor, place, threadId) is { } fault)
            return fault;

        var index = place.Find(threadId);
        place.Threads[index] = edit(place.Threads[index]);
        place.Task?.Mentioned.UnionWith(Mentions.In(place.Threads[index].Content, state.People));
        place.Touch(now);
        return place.Threads[index];
    }

    public Result<TaskThread> Delete(Member actor, Threaded place, string threadId)
    {
        if (FindFault(actor, place, threadId) is { } fault)
            return fault;

        var index = place.Find(threadId);
        var thread = place.Threads[index];
        place.Threads.RemoveAt(index);
        place.Touch(now);
        state.Events.Add(new SandboxEvent(EventVerb.CommentDeleted, now)
        {
            Actor = actor,
            Task = place.Task,
            Run = place.Run,
            Thread = thread,
        });
        return thread;
    }

    private static Refusal? FindFault(Member actor, Threaded place, string threadId)
    {
        var index = place.Find(threadId);
        if (index < 0)
            return new Refusal.NotFound();
        return actor.IsAdmin || place.Threads[index].AuthorId == actor.Id
            ? null
            : new Refusal.Forbidden("You do not have permission to change this comment.");
    }
}
