using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Queries;

/// <summary>Who sees a task, and who may edit, complete or reopen it (docs/tallyfy-facts.md 8.5).</summary>
internal sealed class TaskAccess(SandboxState state, SandboxOptions options)
{
    public bool Sees(Member member, TallyfyTask task)
    {
        if (member.IsAdmin || task.StarterId == member.Id || task.Mentioned.Contains(member.Id))
            return true;
        if (IsAssignee(member, task))
            return true;
        return member.Role != MemberRole.Light
            && !task.IsTopSecret
            && (task.Process is null || Sees(member, task.Process));
    }

    /// <summary>Whether the process itself is open to somebody; an assignee sees their task either way.</summary>
    public bool Sees(Member member, Run run)
    {
        if (member.IsAdmin || run.StartedBy == member.Id || run.OwnerId == member.Id)
            return true;
        if (run.Viewers is { } viewers)
            return viewers.Contains(member.Id);
        return member.Role != MemberRole.Light || run.Tasks.Exists(task => IsAssignee(member, task));
    }

    public bool MayComplete(Member member, TallyfyTask task)
    {
        if (member.IsAdmin && options.AdminCompletesAll)
            return true;
        return MayChange(member, task) && (!task.EveryoneMustComplete || IsAssignee(member, task));
    }

    public bool MayEdit(Member member, TallyfyTask task) => member.IsAdmin || MayChange(member, task);

    public bool IsAssignee(Member member, TallyfyTask task) =>
        task.Owners.Users.Contains(member.Id)
        || task.Owners.Groups.Any(id => state.People.FindGroup(id)?.Members.Contains(member.Id) == true);

    private bool MayChange(Member member, TallyfyTask task)
    {
        if (!Sees(member, task))
            return false;
        if (options.AssigneeWithoutView == "error-403" && task.Process is { } run && !Sees(member, run))
            return false;
        if (member.Role == MemberRole.Light)
            return options.LightMembersComplete == "assigned" && IsAssignee(member, task);
        return !task.CanCompleteOnlyAssignees || IsAssignee(member, task);
    }
}
