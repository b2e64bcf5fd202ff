using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Shaping;

internal sealed class TemplateShapes(SandboxState state, SandboxOptions options, IReadOnlySet<string> with)
{
    public ChecklistJson Template(Template template) => Brief(template) with
    {
        Prerun = [.. template.KickOff.Select(field => FieldShapes.Asked(field, null))],
        AutomatedActions = [.. template.Rules.Select(Automation)],
        Steps = with.Contains("steps")
            ? Shapes.Include(
                [.. template.Steps.Select(step => Step(template, step))],
                SandboxJson.Default.IReadOnlyListTemplateStepJson,
                options)
            : null,
        Threads = with.Contains("threads")
            ? Shapes.Include(
                [.. template.Threads.Select(thread => ThreadShape.From(thread, state))],
                SandboxJson.Default.IReadOnlyListThreadJson,
                options)
            : null,
    };

    public static ChecklistJson Brief(Template template) => new()
    {
        Id = template.Id,
        TimelineId = template.Id,
        Title = template.Title,
        Summary = template.Summary,
        OwnerId = template.OwnerId,
        StepsCount = template.Steps.Count,
        CreatedAt = WireDate.Seconds(template.CreatedAt),
        LastUpdated = WireDate.Seconds(template.CreatedAt),
        ArchivedAt = template.ArchivedAt is { } at ? WireDate.Seconds(at) : null,
    };

    public static TemplateStepJson Step(Template template, TemplateStep step) => new()
    {
        Id = step.Id,
        ChecklistId = template.Id,
        Title = step.Title,
        Alias = step.Alias,
        Summary = step.Summary,
        TaskType = step.TaskType,
        Position = step.Position,
        EveryoneMustComplete = step.EveryoneMustComplete,
        CanCompleteOnlyAssignees = step.CanCompleteOnlyAssignees,
        MaxAssignable = step.MaxAssignable,
        Webhook = step.Webhook,
        Assignees = step.Owners.Users,
        Guests = step.Owners.Guests,
        Groups = step.Owners.Groups,
        Captures = [.. step.Fields.Select(field => FieldShapes.Asked(field, step.Id))],
    };

    private static AutomationJson Automation(Rule rule) => new(
        rule.Id,
        rule.Alias,
        [.. rule.Conditions.Select(Condition)],
        [.. rule.Actions.Select(Action)]);

    private static ActionJson Action(RuleAction action, int index) =>
        new(action.Type, action.Verb, action.StepId, index + 1);

    private static ConditionJson Condition(RuleCondition condition, int index) => new(
        condition.StepId ?? condition.FieldId,
        condition.StepId is null ? "Capture" : "Step",
        condition.Operation,
        condition.Statement,
        condition.IsAlternative ? "or" : "and",
        index + 1);
}
