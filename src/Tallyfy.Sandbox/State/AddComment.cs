using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.State;

/// <summary>Adds a thread to a task; one labelled "problem" is an open issue (section 9).</summary>
internal sealed class AddComment(SandboxOptions options)
{
    public static readonly IReadOnlyList<string> Labels = ["comment", "problem", "resolve", "improvement", "advice"];
    public static readonly IReadOnlyList<string> States = ["hide-for-guests", "open", "collapsed"];

    public TaskThread Execute(
        Member author, TallyfyTask task, string content, string label, string? visibility, DateTimeOffset now)
    {
        var thread = new TaskThread
        {
            Id = SandboxState.NewId(),
            Content = content,
            Label = label,
            State = visibility ?? options.CommentVisibility,
            AuthorId = author.Id,
            CreatedAt = now,
        };

        task.Threads.Add(thread);
        task.LastUpdated = now;
        return thread;
    }
}
