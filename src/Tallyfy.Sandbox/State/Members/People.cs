namespace Tallyfy.Sandbox.State.Members;

/// <summary>Members, guests and groups of the organization, in the order they joined.</summary>
internal sealed class People
{
    private readonly SortedDictionary<int, Member> members = [];
    private readonly List<Group> groups = [];
    private readonly SortedDictionary<int, Guest> guests = [];
    private readonly HashSet<string> former = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Member> Members => members.Values;

    public IReadOnlyList<Group> Groups => groups;

    public IEnumerable<Guest> Guests => guests.Values;

    public void Add(Guest guest) => guests[guest.Id] = guest;

    public void Remove(Guest guest) => guests.Remove(guest.Id);

    public void Add(Member member) => members[member.Id] = member;

    public void Add(Group group) => groups.Add(group);

    public void Replace(Group group) => groups[groups.FindIndex(known => known.Id == group.Id)] = group;

    public void Remove(Group group) => groups.Remove(group);

    public void Remove(Member member)
    {
        members.Remove(member.Id);
        former.Add(member.Email);
    }

    /// <summary>The founder: the one administrator whom nobody disables.</summary>
    public Member? DefaultAdmin => members.Values.FirstOrDefault(member => member.IsAdmin);

    public int NextId() => 1 + members.Keys.Concat(guests.Keys).DefaultIfEmpty(1000).Max();

    public Guest? FindGuest(string? email) =>
        guests.Values.FirstOrDefault(guest => string.Equals(guest.Email, email, StringComparison.OrdinalIgnoreCase));

    public Guest? FindGuestByCode(string code) => guests.Values.FirstOrDefault(guest => guest.Code == code);

    /// <summary>Whether Tallyfy knows the address, but not as one of the organization's members.</summary>
    public bool IsKnownElsewhere(string email) => former.Contains(email) || FindGuest(email) is not null;

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
