using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>Members as they appear on the wire.</summary>
internal static class MemberShapes
{
    public static MeJson Me(Member member) => new()
    {
        Id = member.Id,
        Email = member.Email,
        Username = Username(member),
        FirstName = member.FirstName,
        LastName = member.LastName,
        FullName = member.FullName,
        Timezone = member.Timezone,
    };

    public static MemberJson Member(Member member, ApiCall call)
    {
        var isInvited = member.Status == "invited";
        return new MemberJson
        {
            Id = member.Id,
            Email = member.Email,
            Username = isInvited ? null : Username(member),
            FirstName = member.FirstName,
            LastName = member.LastName,
            FullName = member.FullName,
            IsActive = member.IsActive,
            ActivatedAt = isInvited ? null : WireDate.WithOffset(member.CreatedAt),
            Type = isInvited ? null : "standard",
            CreatedAt = WireDate.WithOffset(member.CreatedAt),
            UpdatedAt = WireDate.WithOffset(member.UpdatedAt ?? member.CreatedAt),
            Phone = member.Phone,
            JobTitle = member.JobTitle,
            Timezone = member.Timezone,
            UtcOffset = Offset(member.Timezone, call.Now),
            Role = call.Options.RoleCasing == "lower" ? LowerRole(member) : member.Role.ToString(),
            Status = member.Status,
            IsDefaultAdmin = call.State.People.DefaultAdmin == member,
            InvitedBy = member.InvitedBy,
            ApprovedAt = member.InvitedBy is null ? null : WireDate.Seconds(member.CreatedAt),
            DisabledAt = member.DisabledAt is { } disabled ? WireDate.WithOffset(disabled) : null,
            Stats = call.With.Contains("stats")
                ? Shapes.Include(Stats(member, call.State), SandboxJson.Default.MemberStatsJson, call.Options)
                : null,
            Groups = call.With.Contains("groups")
                ? Shapes.Include(
                    [.. call.State.People.GroupsOf(member.Id).Select(Group)],
                    SandboxJson.Default.IReadOnlyListMemberGroupJson,
                    call.Options)
                : null,
        };
    }

    public static ListedMemberJson Listed(Member member) => new()
    {
        Id = member.Id,
        Email = member.Email,
        FirstName = member.FirstName,
        LastName = member.LastName,
        FullName = member.FullName,
        Role = LowerRole(member),
        Status = member.Status,
    };

    public static ProvisionedUserJson Provisioned(Member member) => new()
    {
        Id = member.Id,
        Email = member.Email,
        FirstName = member.FirstName,
        LastName = member.LastName,
        Role = LowerRole(member),
        CreatedAt = WireDate.Milliseconds(member.CreatedAt),
    };

    public static string LowerRole(Member member) => member.Role switch
    {
        MemberRole.Admin => "admin",
        MemberRole.Light => "light",
        _ => "standard",
    };

    private static string Username(Member member) =>
        member.Email[..member.Email.IndexOf('@', StringComparison.Ordinal)];

    private static string Offset(string timezone, DateTimeOffset now)
    {
        var offset = TimeZoneInfo.TryFindSystemTimeZoneById(timezone, out var zone)
            ? zone.GetUtcOffset(now)
            : TimeSpan.Zero;
        return (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }

    private static MemberGroupJson Group(Group group) =>
        new(group.Id, group.Name, null, group.Members, group.Guests);

    private static MemberStatsJson Stats(Member member, SandboxState state)
    {
        var templates = state.Templates.FindAll(template => template.OwnerId == member.Id);
        return new MemberStatsJson
        {
            StepsCreated = templates.Sum(template => template.Steps.Count),
            TasksCompleted = state.Tasks.All.Count(task => task.Completion?.CompleterId == member.Id),
            ProcessesLaunched = state.Runs.All.Count(run => !run.IsContainer && run.StartedBy == member.Id),
            ChecklistsCreated = templates.Count,
        };
    }
}
