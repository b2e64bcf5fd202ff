using System.Text.Json.Serialization.Metadata;
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
    public Task<IResult> ActAsync(
        HttpRequest request, Func<Member, ActRequest, DateTimeOffset, ApiAnswer> act, CancellationToken cancellationToken) =>
        ActAsync(request, SandboxJson.Default.ActRequest, asked => asked.As, act, cancellationToken);

    public async Task<IResult> ActAsync<T>(
        HttpRequest request,
        JsonTypeInfo<T> type,
        Func<T, string?> name,
        Func<Member, T, DateTimeOffset, ApiAnswer> act,
        CancellationToken cancellationToken)
        where T : class
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            var now = time.GetUtcNow();
            Member? person = null;
            var answer = ControlBody.Read(body, type).Match(
                asked => Addressees.Person(state, name(asked)).Match(
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
        new ReopenTask(state, options.Value).Execute(person, new TaskAddress(id, state.Tasks.Find(id)?.Run?.Id), now)
            .Match(reopened => Show(reopened.Task, state, options.Value), ApiErrors.From);

    public ApiAnswer Archive(Member person, string id, DateTimeOffset now) =>
        new FileTask(state, options.Value, now).Execute(person, id, EventVerb.Archived)
            .Match(task => Show(task, state, options.Value), ApiErrors.From);

    public ApiAnswer Speak(
        Member person, string id, SpeakRequest said, DateTimeOffset now,
        Func<AddThread, Member, Threaded, SpeakRequest, Result<TaskThread>> speak)
    {
        if (state.Tasks.Find(id) is not { } task)
            return ApiErrors.From(ControlBody.Unknown($"There is no task \"{id}\"."));
        if (string.IsNullOrWhiteSpace(said.Content))
            return ApiErrors.From(ControlBody.Mistake("\"content\" is what is written, and is needed."));

        return speak(new AddThread(state, options.Value, now), person, new Threaded(task), said).Match(
            thread => ApiAnswer.Json(
                StatusCodes.Status201Created,
                new ItemJson<ThreadJson>(ThreadShape.Of(thread, state)),
                SandboxJson.Default.ItemJsonThreadJson),
            ApiErrors.From);
    }

    public static ApiAnswer Show(TallyfyTask task, SandboxState state, SandboxOptions options)
    {
        var shapes = new TaskShapes(state, options, new HashSet<string> { "summary", "form_fields" });
        return ApiAnswer.Ok(new ItemJson<TaskJson>(shapes.Task(task)), SandboxJson.Default.ItemJsonTaskJson);
    }
}
