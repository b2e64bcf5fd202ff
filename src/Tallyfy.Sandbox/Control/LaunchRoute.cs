using System.Text.Json;
using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Control;

/// <summary>POST /_sandbox/launch: what the web application of Tallyfy does when somebody launches a process.</summary>
internal static class LaunchRoute
{
    private const int MaxTitle = 600;

    public static async Task<IResult> LaunchAsync(
        HttpRequest request, SandboxState state, TimeProvider time, IOptions<SandboxOptions> options,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            return ControlBody.Read(body, ControlJson.Default.LaunchRequest).Match(
                launch => Plan(state, launch).Match(
                    plan => Launch(
                        state, plan with { InContainer = options.Value.OneOffRun == "container" }, time.GetUtcNow()),
                    ApiErrors.From),
                ApiErrors.From);
        }
    }

    private static ApiAnswer Launch(SandboxState state, LaunchPlan plan, DateTimeOffset now)
    {
        var task = new LaunchApproval(state, now).Execute(plan);
        return ApiAnswer.Json(
            StatusCodes.Status201Created,
            new LaunchedJson(task.Run?.Id, task.Id, task.Title),
            ControlJson.Default.LaunchedJson);
    }

    private static Result<LaunchPlan> Plan(SandboxState state, LaunchRequest launch)
    {
        if (FindMistake(state, launch) is { } mistake)
            return mistake;

        var owners = Addressees.Owners(state, launch.Assignees, launch.Groups);
        if (owners.Value is not { } approvers)
            return owners.Refusal ?? new Refusal.NotFound();

        var template = FindTemplate(state, launch.Template);
        var launcher = launch.LaunchedBy is null
            ? state.People.Find(template?.OwnerId ?? 0) ?? state.People.Members.First(member => member.IsAdmin)
            : state.People.FindByEmail(launch.LaunchedBy);
        if (launcher is null)
            return Addressees.Person(state, launch.LaunchedBy).Refusal ?? new Refusal.NotFound();

        return new LaunchPlan
        {
            Template = template,
            Approvers = approvers,
            LaunchedBy = launcher.Id,
            Title = string.IsNullOrWhiteSpace(launch.Title) ? null : launch.Title,
            Summary = launch.Description,
            Answers = launch.Answers ?? new Dictionary<string, JsonElement>(),
            IsStandalone = launch.Standalone,
            EveryoneMustComplete = launch.EveryoneMustComplete,
            CanCompleteOnlyAssignees = launch.CanCompleteOnlyAssignees,
        };
    }

    private static Refusal? FindMistake(SandboxState state, LaunchRequest launch)
    {
        if ((launch.Assignees?.Count ?? 0) + (launch.Groups?.Count ?? 0) == 0)
            return ControlBody.Mistake("\"assignees\" (e-mail addresses) or \"groups\" (names) must name somebody.");
        if (launch.Title?.Length > MaxTitle)
            return ControlBody.Mistake($"\"title\" has at most {MaxTitle} characters.");
        if (launch.Template is null)
            return launch.Standalone
                ? null
                : ControlBody.Mistake($"\"template\" is needed unless \"standalone\" is true. Known: {Titles(state)}.");

        return FindTemplate(state, launch.Template) switch
        {
            null => ControlBody.Unknown($"There is no template \"{launch.Template}\". Known: {Titles(state)}."),
            { ApprovalStep: null } => ControlBody.Mistake($"The template \"{launch.Template}\" has no approval step."),
            { ApprovalStep: { } step } => FindUnknownAnswer(launch, step),
        };
    }

    private static Refusal? FindUnknownAnswer(LaunchRequest launch, TemplateStep step) =>
        launch.Answers?.Keys.FirstOrDefault(name => step.Fields.All(field => field.Alias != name)) is { } unknown
            ? ControlBody.Unknown($"The approval of this template has no form field \"{unknown}\".")
            : null;

    private static Template? FindTemplate(SandboxState state, string? title) =>
        state.Templates.Find(known => string.Equals(known.Title, title, StringComparison.OrdinalIgnoreCase));

    private static string Titles(SandboxState state) => state.Templates.Count == 0
        ? "none (start with --seed demo)"
        : string.Join(", ", state.Templates.Select(template => template.Title));
}
