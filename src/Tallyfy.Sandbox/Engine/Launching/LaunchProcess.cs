using System.Text.Json;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Launching;

/// <summary>A launch as somebody asks for it.</summary>
internal sealed record RunPlan(Template Template, Member Launcher)
{
    public string? Name { get; init; }

    public string? Summary { get; init; }

    public int? OwnerId { get; init; }

    public bool IsStarred { get; init; }

    public bool IsPublic { get; init; }

    public string? ParentId { get; init; }

    public IReadOnlyList<int> Users { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> Prerun { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Other deadlines and owners than the template's, by step.</summary>
    public IReadOnlyDictionary<string, TaskChange> Steps { get; init; } = new Dictionary<string, TaskChange>();
}

/// <summary>Launches a process: the kick-off form is checked, every step becomes a task, kick-off rules run.</summary>
internal sealed class LaunchProcess(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public Result<Run> Execute(RunPlan plan)
    {
        if (FindMistake(plan) is { } mistake)
            return mistake;

        var number = state.NextIncrement();
        var run = new Run
        {
            Id = SandboxState.NewId(),
            IncrementId = number,
            Template = plan.Template,
            Name = plan.Name ?? $"{plan.Template.Title} #{number}",
            Summary = plan.Summary,
            StartedBy = plan.Launcher.Id,
            OwnerId = plan.OwnerId ?? plan.Launcher.Id,
            CreatedAt = now,
            LastUpdated = now,
            IsStarred = plan.IsStarred,
            IsPublic = plan.IsPublic,
            ParentId = plan.ParentId,
            Users = plan.Users,
            Groups = plan.Groups,
            Tags = plan.Tags,
        };
        new AnswerForm(options).Write(plan.Template.KickOff, plan.Prerun, run.Prerun);
        state.Runs.Add(run);
        foreach (var step in plan.Template.Steps)
            state.Tasks.Add(Create(plan, run, step));
        state.Events.Add(new SandboxEvent(EventVerb.Created, now) { Actor = plan.Launcher, Run = run });
        new FireRules(state, options, now).AfterLaunch(run);
        return run;
    }

    private Refusal? FindMistake(RunPlan plan)
    {
        var form = new AnswerForm(options);
        if (form.Refuse(form.FindMistakes(plan.Template.KickOff, plan.Prerun), "prerun") is { } mistake)
            return mistake;

        var missing = plan.Template.KickOff.Where(field => field.IsMissing(plan.Prerun)).ToList();
        if (missing.Count > 0)
            return new Refusal.InvalidFields(missing.ToDictionary(
                field => field.Id, field => new[] { $"The {field.Label} field is required." }));

        var wrong = plan.Template.Steps
            .Select(step => plan.Steps.GetValueOrDefault(step.Id)?.Owners is { } owners
                ? new OwnerRules(state, options).FindMistake(owners, step.MaxAssignable)
                : null)
            .FirstOrDefault(found => found is not null);
        return wrong is null ? null : Refusal.Field("tasks", wrong);
    }

    private TallyfyTask Create(RunPlan plan, Run run, TemplateStep step)
    {
        var asked = plan.Steps.GetValueOrDefault(step.Id);
        return new TallyfyTask
        {
            Id = SandboxState.NewId(),
            IncrementId = state.NextIncrement(),
            Title = step.Title,
            Summary = step.Summary,
            Run = run,
            Step = step,
            TaskType = step.TaskType,
            Owners = asked?.Owners
                ?? (step.Owners.AreNobody ? new Owners { Users = [plan.Launcher.Id] } : step.Owners),
            StarterId = plan.Launcher.Id,
            CreatedAt = now,
            LastUpdated = now,
            StartedAt = now,
            Deadline = RequestDate.Snap(asked?.Deadline ?? now + step.DueIn, options),
            IsHidden = plan.Template.StartsHidden(step),
            EveryoneMustComplete = step.EveryoneMustComplete,
            CanCompleteOnlyAssignees = step.CanCompleteOnlyAssignees,
            MaxAssignable = step.MaxAssignable,
            Webhook = step.Webhook,
        };
    }
}
