using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Control;

/// <summary>Turns addresses and group names into owners, or says which are unknown and which are known.</summary>
internal static class Addressees
{
    public static Result<Member> Person(SandboxState state, string? email) =>
        state.People.FindByEmail(email) is { } member
            ? member
            : ControlBody.Unknown($"Nobody here has the address \"{email}\". Known: {Addresses(state)}.");

    public static Result<Owners> Owners(
        SandboxState state, IReadOnlyList<string>? emails, IReadOnlyList<string>? groups)
    {
        var users = new List<int>();
        foreach (var email in emails ?? [])
        {
            var person = Person(state, email);
            if (person.Value is not { } member)
                return person.Refusal ?? new Refusal.NotFound();
            users.Add(member.Id);
        }

        var ids = new List<string>();
        foreach (var name in groups ?? [])
        {
            if (state.People.FindGroup(name) is not { } group)
                return ControlBody.Unknown($"There is no group \"{name}\". Known: {Names(state)}.");
            ids.Add(group.Id);
        }

        return new Owners { Users = [.. users.Distinct()], Groups = [.. ids.Distinct()] };
    }

    private static string Addresses(SandboxState state) =>
        string.Join(", ", state.People.Members.Select(member => member.Email));

    private static string Names(SandboxState state) => state.People.Groups.Count == 0
        ? "none"
        : string.Join(", ", state.People.Groups.Select(group => group.Name));
}
