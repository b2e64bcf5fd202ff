namespace Tallyfy.Sandbox.State;

/// <summary>Members and groups of the organization, in the order they joined.</summary>
internal sealed class People
{
    private readonly SortedDictionary<int, Member> members = [];
    private readonly List<Group> groups = [];

    public IEnumerable<Member> Members => members.Values;

    public IReadOnlyList<Group> Groups => groups;

    public void Add(Member member) => members[member.Id] = member;

    public void Add(Group group) => groups.Add(group);

    public Member? Find(int id) => members.GetValueOrDefault(id);

    public Member? FindByEmail(string? email) =>
        members.Values.FirstOrDefault(member => string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase));

    public Group? FindGroup(string? idOrName) =>
        groups.Find(group =>
            group.Id == idOrName
            || string.Equals(group.Name, idOrName, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<Group> GroupsOf(int memberId) => groups.Where(group => group.Members.Contains(memberId));

    /// <summary>Everybody a task waits for: its people and the members of its groups, each once.</summary>
    public IReadOnlyList<int> Assignees(Owners owners) =>
    [
        .. owners.Users
            .Concat(owners.Groups.SelectMany(id => FindGroup(id)?.Members ?? []))
            .Distinct(),
    ];
}
