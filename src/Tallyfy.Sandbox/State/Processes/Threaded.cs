using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>What carries threads: a task, a process or a template.</summary>
internal sealed record Threaded(List<TaskThread> Threads)
{
    public Threaded(TallyfyTask task)
        : this(task.Threads) => Task = task;

    public Threaded(Run run)
        : this(run.Threads) => Run = run;

    public TallyfyTask? Task { get; }

    public Run? Run { get; }

    public int Find(string? threadId) => Threads.FindIndex(thread => thread.Id == threadId);

    public void Touch(DateTimeOffset now)
    {
        Task?.LastUpdated = now;
        (Run ?? Task?.Run)?.LastUpdated = now;
    }
}

/// <summary>What somebody writes.</summary>
internal sealed record NewThread(string Content)
{
    public static readonly IReadOnlyList<string> Labels = ["comment", "problem", "resolve", "improvement", "advice"];
    public static readonly IReadOnlyList<string> States = ["hide-for-guests", "open", "collapsed"];

    public string Label { get; init; } = "comment";

    public string? State { get; init; }

    /// <summary>Written by a program: nobody is told.</summary>
    public bool IsUnavailable { get; init; }
}
