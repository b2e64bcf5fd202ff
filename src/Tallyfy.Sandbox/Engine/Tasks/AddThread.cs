using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Adds a comment, or an issue when it is labelled "problem" (docs/tallyfy-facts.md 9).</summary>
internal sealed class AddThread(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public TaskThread Execute(Member author, Threaded place, NewThread said)
    {
        var thread = Write(author, place, said);
        if (said.IsUnavailable)
            return thread;

        var isIssue = thread.IsOpenIssue;
        state.Events.Add(Event(isIssue ? EventVerb.IssueReported : EventVerb.Commented, author, place, thread));
        if (isIssue && place.Task is { IsCompleted: true } finished)
            new ReopenTask(state, options).Reopen(author, finished, now);
        return thread;
    }

    /// <summary>Closes an open issue with a few words; both stay to be read.</summary>
    public Result<TaskThread> Resolve(Member author, Threaded place, string threadId, NewThread said)
    {
        var index = place.Find(threadId);
        if (index < 0)
            return new Refusal.NotFound();
        if (!place.Threads[index].IsOpenIssue)
            return Refusal.Field("thread_id", "This thread is not an open issue.");

        var answer = Write(author, place, said with { Label = "resolve" });
        place.Threads[index] = place.Threads[index] with { ResolveId = answer.Id };
        state.Events.Add(Event(EventVerb.IssueResolved, author, place, place.Threads[index]));
        return answer;
    }

    private TaskThread Write(Member author, Threaded place, NewThread said)
    {
        var mentioned = Mentions.In(said.Content, state.People);
        var thread = new TaskThread
        {
            Id = SandboxState.NewId(),
            Content = said.Content,
            Label = said.Label,
            State = said.State ?? options.CommentVisibility,
            AuthorId = author.Id,
            SentTo = [.. mentioned.Union(place.Task is { } task ? state.People.Assignees(task.Owners) : [])],
            CreatedAt = now,
        };

        place.Threads.Add(thread);
        place.Task?.Mentioned.UnionWith(mentioned);
        place.Touch(now);
        return thread;
    }

    private SandboxEvent Event(EventVerb verb, Member author, Threaded place, TaskThread thread) => new(verb, now)
    {
        Actor = author,
        Task = place.Task,
        Run = place.Run,
        Thread = thread,
    };
}
