using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.State.Members;

/// <summary>The seats an organization pays for: a full one for who works, a light one for who looks.</summary>
internal sealed class Seats(People people, SandboxOptions options)
{
    /// <summary>Why there is no seat of that role left; a person's own seat does not count against them.</summary>
    public Refusal? FindFault(MemberRole role, Member? person)
    {
        var isLight = role == MemberRole.Light;
        var limit = isLight ? options.LightSeats : options.FullSeats;
        var taken = people.Members.Count(member =>
            member.Status != "disabled" && (member.Role == MemberRole.Light) == isLight && member.Id != person?.Id);
        return limit > 0 && taken >= limit ? new Refusal.NoSeat(isLight ? "light" : "full") : null;
    }
}
