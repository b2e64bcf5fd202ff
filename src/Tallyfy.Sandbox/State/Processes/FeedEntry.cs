using System.Globalization;
using System.Text;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>Something in the feed: of which kind, which id.</summary>
internal sealed record FeedThing(string Kind, string Id)
{
    public string Model => $@"App\Models\{Kind}";
}

/// <summary>An event as the activity feed tells it (docs/tallyfy-facts.md 13): about what, and in what.</summary>
internal sealed record FeedEntry(int Id, SandboxEvent Event, Organization Organization)
{
    public string Verb => Spell(Event.Verb);

    /// <summary>Nobody's doing is a rule's; the feed knows members, guests and webhooks only.</summary>
    public string Source => Event.Actor is null ? "Webhook" : "Member";

    public Run? Run => Event.Run ?? Event.Task?.Run;

    public FeedThing Subject => Event switch
    {
        { Thread: { } thread } => new FeedThing("Thread", thread.Id),
        { Task: { } task } => new FeedThing("Task", task.Id),
        { Run: { } run } => new FeedThing("Run", run.Id),
        { Member: { } member } => new FeedThing("User", member.Id.ToString(CultureInfo.InvariantCulture)),
        { Group: { } group } => new FeedThing("Group", group.Id),
        _ => new FeedThing("Organization", Organization.Id),
    };

    public FeedThing Parent => Event switch
    {
        { Thread: not null, Task: { } task } => new FeedThing("Task", task.Id),
        { Thread: not null, Run: { } run } => new FeedThing("Run", run.Id),
        { Task.Run: { } run } => new FeedThing("Run", run.Id),
        { Task: null, Run: { } run } => new FeedThing("Checklist", run.Template.Id),
        _ => new FeedThing("Organization", Organization.Id),
    };

    /// <summary>What the parameter <c>type</c> asks for.</summary>
    public string Type => Subject.Kind switch
    {
        "Thread" => "Comment",
        "Run" => "Process",
        var kind => kind,
    };

    public string Description
    {
        get
        {
            var words = Verb.Replace('-', ' ');
            var verb = string.Concat(char.ToUpperInvariant(words[0]).ToString(), words.AsSpan(1));
            return $"{verb} {Type.ToLowerInvariant()}: {Title}";
        }
    }

    private string Title => Event switch
    {
        { Task: { } task } => task.Title,
        { Run: { } run } => run.Name,
        { Member: { } member } => member.FullName,
        { Group: { } group } => group.Name,
        _ => Organization.Name,
    };

    /// <summary>Whether it is about this thing, or about something inside it.</summary>
    public bool IsAbout(string kind, string? id) => kind switch
    {
        "thread" => Event.Thread is { } thread && (id is null || thread.Id == id),
        "task" => Event.Task is { } task && (id is null || task.Id == id),
        "step" => Event.Task?.Step is { } step && (id is null || step.Id == id),
        "run" => Run is { } run && (id is null || run.Id == id),
        "checklist" => Run is { } run && (id is null || run.Template.Id == id),
        _ => false,
    };

    public static string Spell(EventVerb verb)
    {
        var spelled = new StringBuilder();
        foreach (var letter in verb.ToString())
        {
            if (char.IsUpper(letter) && spelled.Length > 0)
                spelled.Append('-');
            spelled.Append(char.ToLowerInvariant(letter));
        }

        return spelled.ToString();
    }
}
