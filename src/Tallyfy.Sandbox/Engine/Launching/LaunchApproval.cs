using System.Text.Json;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Launching;

/// <summary>What a launch makes: a process from a template, or one standalone approval.</summary>
internal sealed record LaunchPlan
{
    public Template? Template { get; init; }

    public required Owners Approvers { get; init; }

    public required int LaunchedBy { get; init; }

    /// <summary>The title of the approval; the step's own when left out.</summary>
    public string? Title { get; init; }

    /// <summary>What the process is about, for its name; the title when left out.</summary>
    public string? Subject { get; init; }

    public string? Summary { get; init; }

    public bool IsStandalone { get; init; }

    /// <summary>A standalone one gets a run that holds it (C31).</summary>
    public bool InContainer { get; init; }

    public bool EveryoneMustComplete { get; init; }

    public bool CanCompleteOnlyAssignees { get; init; }

    public TimeSpan DueIn { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Answers by the alias of the field, where the template's sample does not fit.</summary>
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Turns the place of a thing in the launch into its id; the seed uses fixed ones.</summary>
    public Func<string, string> IdOf { get; init; } = _ => SandboxState.NewId();
}

/// <summary>Launches a process whose approval step waits for the approvers, or a standalone approval.</summary>
internal sealed class LaunchApproval(SandboxState state, DateTimeOffset now)
{
    public TallyfyTask Execute(LaunchPlan plan)
    {
        if (plan.IsStandalone || plan.Template is not { } template)
        {
            var container = plan.InContainer && Launcher(plan) is { } creator
                ? ContainerRun.Add(state, creator, plan.Title ?? "Approval", now)
                : null;
            var alone = CreateTask(plan, container, null);
            state.Tasks.Add(alone);
            state.Events.Add(new SandboxEvent(EventVerb.Created, now) { Actor = Launcher(plan), Task = alone });
            return alone;
        }

        var run = CreateRun(plan, template);
        state.Runs.Add(run);
        foreach (var field in template.KickOff)
        {
            if (field.Sample is { } sample)
                run.Prerun[field.Id] = sample;
        }

        foreach (var step in template.Steps)
            state.Tasks.Add(CreateTask(plan, run, step));
        state.Events.Add(new SandboxEvent(EventVerb.Created, now) { Actor = Launcher(plan), Run = run });
        return run.Tasks.Find(task => task.Step == template.ApprovalStep) ?? run.Tasks[0];
    }

    private Member? Launcher(LaunchPlan plan) => state.People.Find(plan.LaunchedBy);

    private Run CreateRun(LaunchPlan plan, Template template)
    {
        var number = state.NextIncrement();
        var subject = plan.Subject ?? plan.Title;
        return new Run
        {
            Id = plan.IdOf("run"),
            IncrementId = number,
            Template = template,
            Name = subject is null ? $"{template.Title} #{number}" : $"{template.Title} #{number}: {subject}",
            StartedBy = plan.LaunchedBy,
            CreatedAt = now,
            LastUpdated = now,
        };
    }

    private TallyfyTask CreateTask(LaunchPlan plan, Run? run, TemplateStep? step)
    {
        var shown = step ?? plan.Template?.ApprovalStep;
        var isApproval = step is null || step == plan.Template?.ApprovalStep;
        var task = new TallyfyTask
        {
            Id = plan.IdOf(step?.Alias ?? "task"),
            IncrementId = state.NextIncrement(),
            Title = (isApproval ? plan.Title : null) ?? shown?.Title ?? "Approval",
            Summary = (isApproval ? plan.Summary : null) ?? shown?.Summary,
            Run = run,
            Step = step,
            TaskType = step?.TaskType ?? TaskTypes.Approval,
            Owners = isApproval
                ? plan.Approvers
                : step?.Owners is { AreNobody: false } named ? named : new Owners { Users = [plan.LaunchedBy] },
            StarterId = plan.LaunchedBy,
            CreatedAt = now,
            LastUpdated = now,
            StartedAt = now,
            Deadline = now + plan.DueIn,
            IsHidden = step is not null && plan.Template?.StartsHidden(step) == true,
            EveryoneMustComplete = isApproval && plan.EveryoneMustComplete,
            CanCompleteOnlyAssignees = isApproval && plan.CanCompleteOnlyAssignees,
        };

        foreach (var field in task.Fields)
        {
            if (plan.Answers.TryGetValue(field.Alias, out var given))
                task.Answers[field.Id] = given;
            else if (field.Sample is { } sample)
                task.Answers[field.Id] = sample;
        }

        return task;
    }
}
