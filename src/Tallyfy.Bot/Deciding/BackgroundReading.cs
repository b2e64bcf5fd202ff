using Tallyfy.Bot.Approvals;
using Tallyfy.Client.People;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>What Tallyfy said behind an approval, whoever may know it.</summary>
internal sealed record BackgroundReading
{
    /// <summary>Of the list of the run's tasks.</summary>
    public required BackgroundState State { get; init; }

    public IReadOnlyList<TallyfyTask> Tasks { get; init; } = [];

    /// <summary>The approval's own task; null when it was not read.</summary>
    public TallyfyTask? Task { get; init; }

    /// <summary>Those that own some of the tasks; null when they were not read.</summary>
    public IReadOnlyList<TallyfyGroup>? Groups { get; init; }

    /// <summary>Those who own or completed some of the tasks, as far as they are known.</summary>
    public IReadOnlyDictionary<long, TallyfyMember> Members { get; init; } = new Dictionary<long, TallyfyMember>();

    public IReadOnlyList<string> NamesOf(TallyfyOwners owners) =>
    [
        .. owners.Users.Select(NameOf).OfType<string>(),
        .. (Groups ?? []).Where(group => owners.Groups.Contains(group.Id)).Select(group => group.Name),
        .. owners.Guests,
    ];

    public string? NameOf(long user) => Members.GetValueOrDefault(user)?.FullName;
}
