using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Tallyfy.Sandbox.Settings;

/// <summary>
/// What Tallyfy does where nothing public says it or two sources disagree: one switch for each. This part is about
/// tasks and processes, the other about what lies around them. U…, C… and section numbers: docs/tallyfy-facts.md.
/// </summary>
internal sealed partial class SandboxOptions
{
    public const string Section = "Sandbox";

    [Description("U1. The answer when the header X-Tallyfy-Client is missing.")]
    [AllowedValues("404-endpoint", "401", "accepted")]
    public string MissingClientHeader { get; init; } = "404-endpoint";

    [Description("C1. Completing a task that is completed already.")]
    [AllowedValues("error-422", "silent-200-refire")]
    public string AlreadyCompleted { get; init; } = "error-422";

    [Description("U6. The status of a finished approval.")]
    [AllowedValues("completed", "approved-rejected")]
    public string FinishedStatus { get; init; } = "completed";

    [Description("An administrator completes every task, also one that only its assignees may complete.")]
    public bool AdminCompletesAll { get; init; } = true;

    [Description("C15. Whether a light member completes the tasks assigned to them.")]
    [AllowedValues("assigned", "never")]
    public string LightMembersComplete { get; init; } = "assigned";

    [Description("C27. Completing an approval without is_approved.")]
    [AllowedValues("error-422", "accepted")]
    public string ApprovalWithoutVerdict { get; init; } = "error-422";

    [Description("U20. What becomes of is_approved on a task that is no approval.")]
    [AllowedValues("ignored", "stored")]
    public string VerdictOnPlainTask { get; init; } = "ignored";

    [Description("U12. The answer to an override_user nobody has.")]
    [AllowedValues("error-422", "ignored")]
    public string UnknownOverrideUser { get; init; } = "error-422";

    [Description(
        "U12, U32. Who may name a completer: any member, or administrators; anybody may name themselves, "
        + "unless it is admins-only.")]
    [AllowedValues("any-member", "admins", "admins-only")]
    public string OverrideUserBy { get; init; } = "any-member";

    [Description("U8. A task of a process on the path for standalone tasks.")]
    [AllowedValues("error-404", "accepted")]
    public string RunTaskOnStandalonePath { get; init; } = "error-404";

    [Description("U9. Reopening a task that is not completed.")]
    [AllowedValues("error-422", "error-404", "accepted")]
    public string ReopenNotCompleted { get; init; } = "error-422";

    [Description("U10. The shape of an empty tasks_changed_by_rules.")]
    [AllowedValues("object", "array", "absent")]
    public string EmptyRuleChanges { get; init; } = "object";

    [Description("U11. What names a missing form field in the errors of a completion.")]
    [AllowedValues("id", "label")]
    public string RequiredFieldKeys { get; init; } = "id";

    [Description("U18. Completing a task with an open issue.")]
    [AllowedValues("error-422", "error-403", "error-409")]
    public string UnresolvedIssue { get; init; } = "error-422";

    [Description("Section 8.4. Completing a hidden task.")]
    [AllowedValues("error-422", "error-404")]
    public string HiddenTask { get; init; } = "error-422";

    [Description("Completing or reopening an archived task (no source says).")]
    [AllowedValues("error-422", "error-404")]
    public string ArchivedTask { get; init; } = "error-422";

    [Description("U5. An administrator closes a task that everyone must complete for all; otherwise it counts as one.")]
    public bool AdminClosesForEveryone { get; init; } = true;

    [Description("U5. The verdict of a task that everyone must complete, once all have acted.")]
    [AllowedValues("any-rejection", "last-vote")]
    public string MixedVerdicts { get; init; } = "any-rejection";

    [Description("U7. A comment sent with a completion.")]
    [AllowedValues("ignored", "stored")]
    public string CommentOnComplete { get; init; } = "ignored";

    [Description("19.12. How much completing and reopening answer: the documented excerpt or the whole task.")]
    [AllowedValues("thin", "full")]
    public string CompletionAnswer { get; init; } = "thin";

    [Description("U13. The status of an accepted comment.")]
    [AllowedValues("201", "200")]
    public string CommentStatus { get; init; } = "201";

    [Description("C16. Who sees a comment sent without a state.")]
    [AllowedValues("hide-for-guests", "open")]
    public string CommentVisibility { get; init; } = "hide-for-guests";

    [Description("U4. Tasks of my groups are among my tasks.")]
    public bool GroupTasksInMyTasks { get; init; } = true;

    [Description("U4. The filter owners= finds tasks of that person's groups too.")]
    public bool GroupTasksByOwner { get; init; }

    [Description("C20. Whether the list of my tasks honours status=.")]
    [AllowedValues("honoured", "ignored")]
    public string MyTasksStatusFilter { get; init; } = "honoured";

    [Description("U21. Minting a token for a person who is not active.")]
    [AllowedValues("error-422", "error-404", "error-403")]
    public string InactiveUserToken { get; init; } = "error-422";

    [Description("C6. The people in owners.users.")]
    [AllowedValues("ids", "objects")]
    public string OwnersShape { get; init; } = "ids";

    [Description("C7. What was asked for by with= arrives inside data, or bare.")]
    [AllowedValues("wrapped", "bare")]
    public string Includes { get; init; } = "wrapped";

    [Description("C8. The key that carries the answer of a form field.")]
    [AllowedValues("field_value", "value")]
    public string FieldAnswerKey { get; init; } = "field_value";

    [Description("Section 1.3. meta.pagination.links of a list with one page.")]
    [AllowedValues("array", "object", "null", "absent")]
    public string EmptyLinks { get; init; } = "array";

    [Description("C12. What is_approved does to an expiring task: nothing, or false records it as expired.")]
    [AllowedValues("ignored", "expires")]
    public string VerdictOnExpiringTask { get; init; } = "ignored";

    [Description("C14. A new one-off task that everyone must complete: one with a counter, or one for each of them.")]
    [AllowedValues("one-task", "separate-tasks")]
    public string EveryoneMustComplete { get; init; } = "one-task";

    [Description("C14. What creating one task for each assignee answers.")]
    [AllowedValues("first", "list")]
    public string SeparateTasksAnswer { get; init; } = "first";

    [Description("U5. The shape of completion_progress.")]
    [AllowedValues("object", "percent", "absent")]
    public string CompletionProgressShape { get; init; } = "object";

    [Description("Section 8.5. One comment for each person who acted on a task that everyone must complete.")]
    public bool EveryoneComments { get; init; } = true;

    [Description("U10. The shape of tasks_changed_by_rules when rules changed some.")]
    [AllowedValues("data", "list", "by-id")]
    public string RuleChanges { get; init; } = "data";

    [Description("Section 10.1. How often an automation fires in one process.")]
    [AllowedValues("once-per-run", "every-time")]
    public string RulesFireAgain { get; init; } = "once-per-run";

    [Description("Section 10.1. When rules about form fields are looked at (no source says).")]
    [AllowedValues("on-update", "on-completion")]
    public string FieldRulesFire { get; init; } = "on-update";

    [Description("U19. An assignee who may not view the process of the task.")]
    [AllowedValues("completes", "error-403")]
    public string AssigneeWithoutView { get; init; } = "completes";

    [Description("U2. The time zone of a date in a request that names none.")]
    [AllowedValues("utc", "+02:00", "-05:00")]
    public string NaiveDates { get; init; } = "utc";

    [Description("Section 1.5. What becomes of a deadline on a day nobody works.")]
    [AllowedValues("next-working-day", "previous-working-day", "off")]
    public string DeadlineSnap { get; init; } = "next-working-day";

    [Description("C25. The longest text and textarea.")]
    [AllowedValues("200-30000", "255-6000")]
    public string TextLimits { get; init; } = "200-30000";

    [Description("19.11. An empty text for a table clears it, as it does any field, or is refused.")]
    [AllowedValues("clears", "error-422")]
    public string EmptyTable { get; init; } = "clears";

    [Description("C31. The run of a one-off task: none, or a container by whose address alone it is completed.")]
    [AllowedValues("none", "container")]
    public string OneOffRun { get; init; } = "none";

    [Description("19.5. Archiving or deleting a task of a process by itself (no source says what is answered).")]
    [AllowedValues("error-422", "error-403", "error-404", "accepted")]
    public string RemoveProcessTask { get; init; } = "error-422";

    [Description("U23. What becomes of answers an update does not mention.")]
    [AllowedValues("merge", "replace")]
    public string TaskdataWrites { get; init; } = "merge";

    [Description("Section 7. What names an invalid answer in the errors of an update or a launch (no source says).")]
    [AllowedValues("whole", "field")]
    public string InvalidAnswerKeys { get; init; } = "whole";

    [Description("Section 14. Giving a task to guests only.")]
    [AllowedValues("error-422", "accepted")]
    public string GuestsOnlyAssignment { get; init; } = "error-422";

    [Description("Section 10. Whether the progress of a process counts its verdicts.")]
    [AllowedValues("present", "absent")]
    public string ProgressVerdicts { get; init; } = "present";

    [Description("Section 10. Whether progress counts hidden tasks, as whole_progress does (no source says).")]
    [AllowedValues("shown-tasks", "all-tasks")]
    public string ProgressCounts { get; init; } = "shown-tasks";

    [Description("U13. The status of a deleted comment.")]
    [AllowedValues("204", "200")]
    public string CommentDeleteStatus { get; init; } = "204";
}
