using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Control;

/// <summary>What a person writes to a task in the web application, and who may look at a process.</summary>
internal static class ThreadControlRoutes
{
    public static Task<IResult> CommentAsync(
        string task, HttpRequest request, TaskDesk desk, CancellationToken cancellationToken) =>
        SpeakAsync(task, request, desk, (adding, author, place, said) =>
            adding.Execute(author, place, new NewThread(said.Content ?? "")), cancellationToken);

    public static Task<IResult> ProblemAsync(
        string task, HttpRequest request, TaskDesk desk, CancellationToken cancellationToken) =>
        SpeakAsync(task, request, desk, (adding, author, place, said) =>
            adding.Execute(author, place, new NewThread(said.Content ?? "") { Label = "problem" }), cancellationToken);

    public static Task<IResult> ResolveAsync(
        string task, HttpRequest request, TaskDesk desk, CancellationToken cancellationToken) =>
        SpeakAsync(task, request, desk, (adding, author, place, said) => adding.Resolve(
            author,
            place,
            said.ThreadId ?? place.Threads.Find(thread => thread.IsOpenIssue)?.Id ?? "",
            new NewThread(said.Content ?? "")), cancellationToken);

    public static async Task<IResult> RestrictAsync(
        string run, HttpRequest request, SandboxState state, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            return ControlBody.Read(body, ControlJson.Default.RestrictRequest)
                .Match(asked => Restrict(state, run, asked), ApiErrors.From);
        }
    }

    private static ApiAnswer Restrict(SandboxState state, string id, RestrictRequest asked)
    {
        if (state.Runs.Find(id) is not { } run)
            return ApiErrors.From(ControlBody.Unknown($"There is no process \"{id}\"."));

        return Addressees.Owners(state, asked.Viewers, null).Match(
            viewers =>
            {
                run.Viewers = asked.Viewers is null ? null : viewers.Users;
                return new ApiAnswer(StatusCodes.Status204NoContent, []);
            },
            ApiErrors.From);
    }

    private static Task<IResult> SpeakAsync(
        string id, HttpRequest request, TaskDesk desk,
        Func<AddThread, Member, Threaded, SpeakRequest, Result<TaskThread>> speak,
        CancellationToken cancellationToken) =>
        desk.ActAsync(
            request,
            ControlJson.Default.SpeakRequest,
            said => said.As,
            (author, said, now) => desk.Speak(author, id, said, now, speak),
            (_, _) => null,
            cancellationToken);
}
