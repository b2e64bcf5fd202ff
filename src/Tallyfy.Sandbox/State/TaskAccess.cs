using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.State;

/// <summary>Who sees a task and who may complete or reopen it (section 8.5).</summary>
internal sealed class TaskAccess(SandboxState state, SandboxOptions options)
{
    public bool Sees(Member member, TallyfyTask task)
    {
        if (member.IsAdmin || task.StarterId == member.Id || IsAssignee(member, task))
            return true;
        return member.Role != MemberRole.Light && !task.IsTopSecret;
    }

    public bool MayComplete(Member member, TallyfyTask task)
    {
        if (member.IsAdmin && options.AdminCompletesAll)
            return true;
        if (!Sees(member, task))
            return false;
        if (member.Role == MemberRole.Light)
            return options.LightMembersComplete == "assigned" && IsAssignee(member, task);

        var isForAssigneesOnly = task.CanCompleteOnlyAssignees || task.EveryoneMustComplete;
        return !isForAssigneesOnly || IsAssignee(member, task);
    }

    public bool IsAssignee(Member member, TallyfyTask task) => state.People.Assignees(task.Owners).Contains(member.Id);
}
