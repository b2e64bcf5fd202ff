using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Bodies;

/// <summary>The automations of a template. Steps and fields are named by their alias.</summary>
internal static class RuleBody
{
    private const int MaxDays = 3650;

    public static IReadOnlyList<Rule> Read(BodyFields body, Template template)
    {
        const string Name = "automated_actions";
        var rules = new List<Rule>();
        foreach (var (sent, index) in body.Objects(Name).Select((sent, index) => (sent, index)))
        {
            var alias = sent.Text("automated_alias");
            var conditions = sent.Objects("conditions").Select(condition => Condition(condition, template)).ToList();
            var actions = sent.Objects("then_actions").Select(action => Action(action, template)).ToList();
            var isWhole = conditions.Count > 0 && !conditions.Contains(null) && !actions.Contains(null);
            if (sent.Mistake is not null || !isWhole)
                body.Refuse($"{Name}.{index}", "The automation names an unknown step, field, operation or action.");

            rules.Add(new Rule
            {
                Id = SandboxState.NewId(),
                Alias = alias ?? $"rule-{index + 1}",
                Conditions = [.. conditions.OfType<RuleCondition>()],
                Actions = [.. actions.OfType<RuleAction>()],
            });
        }

        return rules;
    }

    public static TimeSpan Span(BodyFields sent)
    {
        var value = Math.Clamp(sent.Number("value") ?? 0, 0, MaxDays);
        return sent.Text("unit") switch
        {
            "minutes" => TimeSpan.FromMinutes(value),
            "hours" => TimeSpan.FromHours(value),
            "weeks" => TimeSpan.FromDays(7 * value),
            "months" => TimeSpan.FromDays(30 * value),
            _ => TimeSpan.FromDays(value),
        };
    }

    private static RuleCondition? Condition(BodyFields sent, Template template)
    {
        var operation = sent.Text("operation") ?? "";
        var named = sent.Text("conditionable_id");
        var isStep = string.Equals(sent.Text("conditionable_type"), "Step", StringComparison.OrdinalIgnoreCase);
        var known = isStep ? RuleCondition.StepOperations : RuleCondition.FieldOperations;
        var id = isStep ? StepId(template, named) : FieldId(template, named);
        if (id is null || !known.Contains(operation))
            return null;

        return new RuleCondition(operation)
        {
            StepId = isStep ? id : null,
            FieldId = isStep ? null : id,
            Statement = sent.Text("statement"),
            IsAlternative = string.Equals(sent.Text("logic"), "or", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static RuleAction? Action(BodyFields sent, Template template)
    {
        var type = sent.Text("action_type") ?? "";
        var verb = sent.Text("action_verb") ?? "";
        var step = StepId(template, sent.Text("target_step_id"));
        if (RuleAction.Verbs.GetValueOrDefault(type)?.Contains(verb) != true || (step is null && type != "webhook"))
            return null;

        return new RuleAction(type, verb)
        {
            StepId = step,
            DueIn = sent.Find("deadline") is { } due ? Span(sent.Inside(due)) : TimeSpan.Zero,
            Owners = sent.Owners("assignees") ?? new Owners(),
            Webhook = sent.Text("webhook"),
        };
    }

    private static string? StepId(Template template, string? named) =>
        template.Steps.FirstOrDefault(step => step.Alias == named)?.Id;

    private static string? FieldId(Template template, string? named) => template.KickOff
        .Concat(template.Steps.SelectMany(step => step.Fields))
        .FirstOrDefault(field => field.Alias == named)?.Id;
}
