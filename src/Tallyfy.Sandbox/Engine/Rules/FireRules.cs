using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>Runs the automations of a process after something in it changed; says which tasks they changed.</summary>
internal sealed class FireRules(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    private readonly HashSet<string> firedNow = [];
    private readonly List<TallyfyTask> changed = [];

    public IReadOnlyList<TallyfyTask> AfterLaunch(Run run)
    {
        var asked = run.Template.KickOff.Select(field => field.Id).ToHashSet();
        return Fire(run, null, false, rule => rule.Conditions.Any(condition => Names(condition, asked)));
    }

    public IReadOnlyList<TallyfyTask> AfterCompletion(TallyfyTask task) => AfterStep(task, false);

    public IReadOnlyList<TallyfyTask> AfterReopening(TallyfyTask task) => AfterStep(task, true);

    public IReadOnlyList<TallyfyTask> AfterReassignment(TallyfyTask task) => task.Run is { } run
        ? Fire(run, task, false, rule => rule.Conditions.Any(condition =>
            condition.Operation == "not_assigned" && condition.StepId == task.Step?.Id))
        : [];

    public IReadOnlyList<TallyfyTask> AfterAnswers(TallyfyTask task, IReadOnlySet<string> fields) => task.Run is { } run
        ? Fire(run, task, false, rule => rule.Conditions.Any(condition => Names(condition, fields)))
        : [];

    /// <summary>Only rules that name the changed step or its fields are looked at.</summary>
    private IReadOnlyList<TallyfyTask> AfterStep(TallyfyTask task, bool isReopening)
    {
        if (task is not { Run: { } run, Step: { } step })
            return [];

        var fields = step.Fields.Select(field => field.Id).ToHashSet();
        return Fire(run, task, isReopening, rule => rule.Conditions.Any(condition =>
            condition.StepId == step.Id || Names(condition, fields)));
    }

    private static bool Names(RuleCondition condition, IReadOnlySet<string> fields) =>
        condition.FieldId is { } id && fields.Contains(id);

    private IReadOnlyList<TallyfyTask> Fire(Run run, TallyfyTask? trigger, bool isReopening, Func<Rule, bool> isMeant)
    {
        var conditions = new RuleConditions(run, isReopening ? trigger : null, now);
        foreach (var rule in run.Template.Rules.Where(isMeant))
        {
            if (!MayFire(run, rule) || !conditions.Hold(rule))
                continue;

            run.FiredRules.Add(rule.Id);
            firedNow.Add(rule.Id);
            foreach (var action in rule.Actions)
                Take(run, trigger, action);
        }

        RunCompletion.Settle(state, run, null, now);
        return changed;
    }

    private bool MayFire(Run run, Rule rule) =>
        !firedNow.Contains(rule.Id)
        && (options.RulesFireAgain == "every-time" || !run.FiredRules.Contains(rule.Id));

    private void Take(Run run, TallyfyTask? trigger, RuleAction action)
    {
        if (action.Type == "webhook")
        {
            state.Events.Add(new SandboxEvent(EventVerb.Emitted, now)
            {
                Task = trigger,
                Run = trigger is null ? run : null,
                Field = "webhook",
                NewValue = action.Webhook,
            });
            return;
        }

        foreach (var target in run.Tasks.Where(task => task.Step?.Id == action.StepId).ToList())
        {
            var isReopened = action.Type == "status" && target != trigger && target.IsCompleted;
            if (!isReopened && !new RuleEffect(state, options, now).Take(target, action))
                continue;
            if (isReopened)
                ReopenTask.Apply(state, target, null, now);

            target.LastUpdated = now;
            if (!changed.Contains(target))
                changed.Add(target);
            if (isReopened)
                AfterReopening(target);
        }
    }
}
