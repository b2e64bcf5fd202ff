using System.Text.Json;
using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Control;

/// <summary>What a person does to a task in Tallyfy's own web application, here for the page and for tests.</summary>
internal static class TaskControlRoutes
{
    public static Task<IResult> CompleteAsync(
        string task, HttpRequest request, TaskDesk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(
            request,
            ControlJson.Default.ActRequest,
            act => act.As,
            (person, act, now) => desk.Complete(person, task, act, now),
            (act, now) => desk.CompleteAsGuest(task, act, now),
            cancellationToken);

    public static Task<IResult> ReopenAsync(
        string task, HttpRequest request, TaskDesk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(request, (person, _, now) => desk.Reopen(person, task, now), cancellationToken);

    public static Task<IResult> ArchiveAsync(
        string task, HttpRequest request, TaskDesk desk, CancellationToken cancellationToken) =>
        desk.ActAsync(request, (person, _, now) => desk.Archive(person, task, now), cancellationToken);

    public static async Task<IResult> EditAsync(
        string task, HttpRequest request, SandboxState state, TimeProvider time, IOptions<SandboxOptions> options,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            var now = time.GetUtcNow();
            return ControlBody.Read(body, ControlJson.Default.EditRequest).Match(
                edit => Edit(state, task, edit, now).Match(
                    changed => TaskDesk.Show(changed, state, options.Value, now), ApiErrors.From),
                ApiErrors.From);
        }
    }

    private static Result<TallyfyTask> Edit(SandboxState state, string id, EditRequest edit, DateTimeOffset now)
    {
        if (state.Tasks.Find(id) is not { } task)
            return ControlBody.Unknown($"There is no task \"{id}\".");

        var owners = Addressees.Owners(state, edit.Assignees, edit.Groups);
        if (owners.Value is not { } asked)
            return owners.Refusal ?? new Refusal.NotFound();
        var unknown = edit.Answers?.Keys.FirstOrDefault(name => FindField(task, name) is null);
        if (unknown is not null)
            return ControlBody.Unknown($"This task has no form field \"{unknown}\".");

        new ReassignTask(state).Execute(null, task, WithOthers(task.Owners, edit, asked), now);
        task.Title = edit.Title ?? task.Title;
        task.Summary = edit.Description ?? task.Summary;
        task.IsHidden = edit.Hidden ?? task.IsHidden;
        task.LastUpdated = now;
        foreach (var (name, answer) in edit.Answers ?? new Dictionary<string, JsonElement>())
            task.Answers[FindField(task, name)?.Id ?? name] = answer;
        RunCompletion.Settle(state, task.Run, null, now);
        return task;
    }

    private static Owners WithOthers(Owners had, EditRequest edit, Owners asked) => had with
    {
        Users = edit.Assignees is null ? had.Users : asked.Users,
        Groups = edit.Groups is null ? had.Groups : asked.Groups,
    };

    private static FormField? FindField(TallyfyTask task, string name) =>
        task.Fields.FirstOrDefault(field => field.Id == name || field.Alias == name);
}
