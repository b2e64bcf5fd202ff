using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Who may be given a task: who there is, not guests alone, and no more than it takes.</summary>
internal sealed class OwnerRules(SandboxState state, SandboxOptions options)
{
    public string? FindMistake(Owners owners, int maxAssignable)
    {
        if (owners.Users.Any(id => state.People.Find(id) is null))
            return "The selected owners.users is invalid.";
        if (owners.Groups.Any(id => state.People.Groups.All(group => group.Id != id)))
            return "The selected owners.groups is invalid.";
        if (owners.Guests.Any(email => !email.Contains('@', StringComparison.Ordinal)))
            return "The owners.guests must be valid email addresses.";
        var areGuestsAlone = owners.Guests.Count > 0 && owners.Users.Count + owners.Groups.Count == 0;
        if (areGuestsAlone && options.GuestsOnlyAssignment == "error-422")
            return "A task cannot be assigned to guests only; assign at least one member too.";

        var assigned = owners.Users.Count + owners.Guests.Count;
        return maxAssignable > 0 && assigned > maxAssignable
            ? $"This task can be assigned to at most {maxAssignable} people."
            : null;
    }
}
