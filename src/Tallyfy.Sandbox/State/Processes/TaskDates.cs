namespace Tallyfy.Sandbox.State.Processes;

/// <summary>A stretch of days, both ends included; open where an end is missing.</summary>
internal sealed record DayRange(DateTimeOffset? From, DateTimeOffset? To)
{
    public bool Holds(DateTimeOffset at) => !(at < From) && !(at >= To?.AddDays(1));
}

/// <summary>The filters of a list that look at dates (docs/tallyfy-facts.md 6.1).</summary>
internal sealed record TaskDates(DayRange? Created, DayRange? Deadline)
{
    public bool Hold(TallyfyTask task) =>
        Created?.Holds(task.CreatedAt) != false && Deadline?.Holds(task.Deadline) != false;
}
