using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Control;

/// <summary>Lets a named person act on a task by the same rules as the API, and journals it as that person's.</summary>
internal sealed class TaskDesk(
    SandboxState state, WriteJournal journal, IOptions<SandboxOptions> options, TimeProvider time)
{
    public async Task<IResult> ActAsync(
        HttpRequest request,
        Func<Member, ActRequest, DateTimeOffset, ApiAnswer> act,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            var now = time.GetUtcNow();
            Member? person = null;
            var answer = ControlBody.Read(body, SandboxJson.Default.ActRequest).Match(
                asked => Addressees.Person(state, asked.As).Match(
                    member => act(person = member, asked, now),
                    ApiErrors.From),
                ApiErrors.From);

            journal.Add(new JournalEntry
            {
                At = now,
                Method = request.Method,
                Path = request.Path.ToUriComponent(),
                TokenUser = person?.Id,
                TaskId = WriteJournal.TaskOf(request, body),
                Body = WriteJournal.Cap(body),
                Status = answer.Status,
                CompleterId = answer.Signature?.CompleterId,
                IsApproved = answer.Signature?.IsApproved,
            });
            return answer;
        }
    }

    public ApiAnswer Complete(Member person, string id, ActRequest act, DateTimeOffset now)
    {
        var request = new CompletionRequest(id, state.Tasks.Find(id)?.Run?.Id) { IsApproved = act.IsApproved };
        return new CompleteTask(state, options.Value).Execute(person, request, now).Match(
            signed => Show(signed.Task, state, options.Value) with
            {
                Signature = new Signature(signed.CompleterId, signed.IsApproved),
            },
            ApiErrors.From);
    }

    public ApiAnswer Reopen(Member person, string id, DateTimeOffset now) =>
        new ReopenTask(state, options.Value).Execute(person, state.Tasks.Find(id)?.Run?.Id, id, now)
            .Match(task => Show(task, state, options.Value), ApiErrors.From);

    public ApiAnswer Archive(string id, DateTimeOffset now)
    {
        if (state.Tasks.Find(id) is not { } task)
            return ApiErrors.From(new Refusal.NotFound());

        task.ArchivedAt ??= now;
        task.LastUpdated = now;
        return Show(task, state, options.Value);
    }

    public static ApiAnswer Show(TallyfyTask task, SandboxState state, SandboxOptions options)
    {
        var shapes = new TaskShapes(state, options, new HashSet<string> { "summary", "form_fields" });
        return ApiAnswer.Ok(new ItemJson<TaskJson>(shapes.Task(task)), SandboxJson.Default.ItemJsonTaskJson);
    }
}
