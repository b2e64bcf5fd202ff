using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Control;

/// <summary>Lets a named person act on a task by the same rules as the API, and journals it as that person's.</summary>
internal sealed class TaskDesk(
    SandboxState state, WriteJournal journal, IOptions<SandboxOptions> options, TimeProvider time)
{
    public Task<IResult> ActAsync(
        HttpRequest request, Func<Member, ActRequest, DateTimeOffset, ApiAnswer> act,
        CancellationToken cancellationToken) =>
        ActAsync(request, ControlJson.Default.ActRequest, asked => asked.As, act, (_, _) => null, cancellationToken);

    public async Task<IResult> ActAsync<T>(
        HttpRequest request,
        JsonTypeInfo<T> type,
        Func<T, string?> name,
        Func<Member, T, DateTimeOffset, ApiAnswer> act,
        Func<T, DateTimeOffset, ApiAnswer?> actAsGuest,
        CancellationToken cancellationToken)
        where T : class
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            var now = time.GetUtcNow();
            Member? person = null;
            var answer = ControlBody.Read(body, type).Match(
                asked => actAsGuest(asked, now) ?? Addressees.Person(state, name(asked)).Match(
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

    public ApiAnswer Complete(Member person, string id, ActRequest act, DateTimeOffset now) =>
        Show(new CompleteTask(state, options.Value).Execute(person, Request(id, act), now));

    /// <summary>What the page behind a guest's link does; nothing where nobody but a member could be meant.</summary>
    public ApiAnswer? CompleteAsGuest(string id, ActRequest act, DateTimeOffset now) =>
        act.As is { } email && state.People.FindByEmail(email) is null
        && state.Tasks.Find(id)?.Owners.Guests.Contains(email, StringComparer.OrdinalIgnoreCase) == true
            ? Show(new CompleteTask(state, options.Value).ExecuteForGuest(email, Request(id, act), now))
            : null;

    public ApiAnswer Reopen(Member person, string id, DateTimeOffset now) =>
        new ReopenTask(state, options.Value).Execute(person, new TaskAddress(id, state.Tasks.Find(id)?.Run?.Id), now)
            .Match(reopened => Show(reopened.Task, state, options.Value, now), ApiErrors.From);

    public ApiAnswer Archive(Member person, string id, DateTimeOffset now) =>
        new FileTask(state, options.Value, now).Execute(person, id, EventVerb.Archived)
            .Match(task => Show(task, state, options.Value, now), ApiErrors.From);

    public ApiAnswer Speak(
        Member person, string id, SpeakRequest said, DateTimeOffset now,
        Func<AddThread, Member, Threaded, SpeakRequest, Result<TaskThread>> speak)
    {
        if (state.Tasks.Find(id) is not { } task)
            return ApiErrors.From(ControlBody.Unknown($"There is no task \"{id}\"."));
        if (string.IsNullOrWhiteSpace(said.Content))
            return ApiErrors.From(ControlBody.Mistake("\"content\" is what is written, and is needed."));
        if (said.OnProcess && task.Run is null)
            return ApiErrors.From(ControlBody.Mistake("This task belongs to no process: leave \"on_process\" out."));

        var place = said.OnProcess && task.Run is { } run ? new Threaded(run) : new Threaded(task);
        return speak(new AddThread(state, options.Value, now), person, place, said).Match(
            thread => ApiAnswer.Json(
                StatusCodes.Status201Created,
                new ItemJson<ThreadJson>(ThreadShape.From(thread, state)),
                SandboxJson.Default.ItemJsonThreadJson),
            ApiErrors.From);
    }

    private CompletionRequest Request(string id, ActRequest act) =>
        new(id, state.Tasks.Find(id)?.Run?.Id) { IsApproved = act.IsApproved };

    private ApiAnswer Show(Result<SignedTask> result) => result.Match(
        signed => Show(signed.Task, state, options.Value, time.GetUtcNow()) with
        {
            Signature = new Signature(signed.CompleterId, signed.IsApproved),
        },
        ApiErrors.From);

    public static ApiAnswer Show(
        TallyfyTask task, SandboxState state, SandboxOptions options, DateTimeOffset now)
    {
        var shapes = new TaskShapes(state, options, new HashSet<string> { "summary", "form_fields" }, now);
        return ApiAnswer.Ok(new ItemJson<TaskJson>(shapes.Task(task)), SandboxJson.Default.ItemJsonTaskJson);
    }
}
