using Tallyfy.Sandbox.Api.Bodies;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Launching, changing and putting away processes (docs/tallyfy-facts.md 10).</summary>
internal static class RunWriteRoutes
{
    public static ApiAnswer Launch(ApiCall call) => RunBody.Read(call).Match(
        plan => new LaunchProcess(call.State, call.Options, call.Now).Execute(plan).Match(
            run => Show(call, StatusCodes.Status201Created, run), ApiErrors.From),
        ApiErrors.From);

    public static ApiAnswer Update(ApiCall call) =>
        RunRoutes.Find(call).Match(run => Change(call, run), ApiErrors.From);

    public static ApiAnswer Archive(ApiCall call) => File(call, EventVerb.Archived)
        .Match(run => Show(call, StatusCodes.Status200OK, run), ApiErrors.From);

    public static ApiAnswer Activate(ApiCall call) => File(call, EventVerb.Unarchived)
        .Match(run => Show(call, StatusCodes.Status200OK, run), ApiErrors.From);

    public static ApiAnswer Delete(ApiCall call) => File(call, EventVerb.Deleted)
        .Match(_ => TaskWriteRoutes.NoContent, ApiErrors.From);

    private static ApiAnswer Change(ApiCall call, Run run)
    {
        if (call.Caller.Role == MemberRole.Light)
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to change this process."));

        var body = new BodyFields(call);
        if (body.Find("name") is not null)
            body.Require("name");
        var name = body.Text("name", RunBody.MaxName);
        var summary = body.Text("summary");
        var owner = RunBody.Person(call, body, "owner_id");
        var isStarred = body.Flag("starred");
        var isPublic = body.Flag("is_public");
        // Of these two, what is not sent is emptied (19.10).
        var users = body.Numbers("users");
        var groups = body.Texts("groups");
        if (body.Mistake is { } mistake)
            return ApiErrors.From(mistake);

        if (name is not null && name != run.Name)
            call.State.Events.Add(new SandboxEvent(EventVerb.Updated, call.Now)
            {
                Actor = call.Caller,
                Run = run,
                Field = "name",
                OldValue = run.Name,
                NewValue = name,
            });
        run.Name = name ?? run.Name;
        run.Summary = summary ?? run.Summary;
        run.OwnerId = owner ?? run.OwnerId;
        run.IsStarred = isStarred ?? run.IsStarred;
        run.IsPublic = isPublic ?? run.IsPublic;
        run.Users = users;
        run.Groups = groups;
        run.LastUpdated = call.Now;
        return Show(call, StatusCodes.Status200OK, run);
    }

    private static Result<Run> File(ApiCall call, EventVerb verb) =>
        new FileTask(call.State, call.Options, call.Now).ExecuteForRun(call.Caller, call.Route("run"), verb);

    private static ApiAnswer Show(ApiCall call, int status, Run run) => ApiAnswer.Json(
        status, new ItemJson<RunJson>(new RunIncludes(call).Run(run)), SandboxJson.Default.ItemJsonRunJson);
}
