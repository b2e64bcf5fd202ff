using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Routes;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api;

/// <summary>Every path of the imitated API, in the order of docs/tallyfy-facts.md 16.</summary>
internal static class ApiRoutes
{
    private const string Org = "/organizations/{org}";

    public static void MapTallyfyApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");

        app.MapApi("POST", "/oauth/token", TokenRoutes.OAuth);
        api.MapApi("POST", "/oauth/token", TokenRoutes.OAuth);
        api.MapApi("POST", "/applications/{org}/users", ApplicationRoutes.Provisioning);
        api.MapApi("POST", "/applications/{org}/users/{email}/token", ApplicationRoutes.Minted);

        api.MapApi("GET", "/me", PeopleRoutes.Me);
        api.MapApi("GET", "/me/organizations", PeopleRoutes.MyOrganizations);
        api.MapApi("GET", Org, PeopleRoutes.Organization);
        api.MapApi("GET", $"{Org}/me", PeopleRoutes.MeAsMember);
        api.MapApi("PUT", $"{Org}/me", MemberRoutes.UpdateMe);
        api.MapMembers();
        api.MapGuests();
        api.MapGroups();
        api.MapFilesWatchersAndFeed();
        api.MapTasks();
        api.MapThreads();
        api.MapRunsAndChecklists();

        // Also met by a known path with another method: the table of errors knows no 405.
        var nothing = new ApiRoute(_ => ApiErrors.From(new Refusal.EndpointNotFound()))
        {
            Audience = Audience.Anybody,
            NeedsClientHeader = false,
            NeedsJson = false,
        };
        api.Map("/{**path}", nothing);
        app.Map("/oauth/{**path}", nothing);
    }

    private static void MapTasks(this IEndpointRouteBuilder api)
    {
        api.MapApi("GET", $"{Org}/tasks", TaskRoutes.OfOrganization);
        api.MapApi("GET", $"{Org}/me/tasks", TaskRoutes.Mine);
        api.MapApi("GET", $"{Org}/runs/{{run}}/tasks", TaskRoutes.OfRun);
        api.MapApi("GET", $"{Org}/tasks/{{task}}", TaskRoutes.One);
        api.MapApi("GET", $"{Org}/runs/{{run}}/tasks/{{task}}", TaskRoutes.One);

        api.MapApi("POST", $"{Org}/runs/{{run}}/completed-tasks", CompletionRoutes.Complete);
        api.MapApi("POST", $"{Org}/completed-tasks", CompletionRoutes.Complete);
        var reopen = new ApiRoute(CompletionRoutes.Reopen) { NeedsJson = false };
        api.MapApi("DELETE", $"{Org}/runs/{{run}}/completed-tasks/{{task}}", reopen);
        api.MapApi("DELETE", $"{Org}/completed-tasks/{{task}}", reopen);

        api.MapApi("GET", $"{Org}/users/{{user}}/tasks", TaskRoutes.OfMember);
        api.MapApi("GET", $"{Org}/search", SearchRoutes.Search);
        api.MapApi("POST", $"{Org}/tasks", TaskWriteRoutes.Create);
        api.MapApi("PUT", $"{Org}/tasks/{{task}}", TaskWriteRoutes.Update);
        api.MapApi("PUT", $"{Org}/runs/{{run}}/tasks/{{task}}", TaskWriteRoutes.Update);
        api.MapBodiless("DELETE", $"{Org}/tasks/{{task}}", TaskWriteRoutes.Archive);
        api.MapBodiless("PUT", $"{Org}/tasks/{{task}}/restore", TaskWriteRoutes.Restore);
        api.MapBodiless("DELETE", $"{Org}/tasks/{{task}}/delete", TaskWriteRoutes.Delete);
        api.MapBodiless("POST", $"{Org}/tasks/{{task}}/clone", TaskWriteRoutes.Clone);
    }

    private static void MapThreads(this IEndpointRouteBuilder api)
    {
        api.MapApi("POST", $"{Org}/tasks/{{task}}/bot-comment", ThreadRoutes.BotComment);
        foreach (var place in (string[])["tasks/{task}", "runs/{run}", "checklists/{checklist}"])
        {
            api.MapApi("POST", $"{Org}/{place}/comment", ThreadRoutes.Comment);
            api.MapApi("PUT", $"{Org}/{place}/comment/{{comment}}", ThreadRoutes.Edit);
            api.MapBodiless("DELETE", $"{Org}/{place}/comment/{{comment}}", ThreadRoutes.Delete);
            api.MapApi("POST", $"{Org}/{place}/problem", ThreadRoutes.Problem);
            api.MapApi("POST", $"{Org}/{place}/resolved-threads", ThreadRoutes.Resolve);
        }
    }

    private static void MapRunsAndChecklists(this IEndpointRouteBuilder api)
    {
        api.MapApi("GET", $"{Org}/runs", RunRoutes.All);
        api.MapApi("GET", $"{Org}/runs/{{run}}", RunRoutes.One);
        api.MapApi("GET", $"{Org}/runs/{{run}}/form-fields", RunRoutes.FormFields);
        api.MapApi("POST", $"{Org}/runs", RunWriteRoutes.Launch);
        api.MapApi("PUT", $"{Org}/runs/{{run}}", RunWriteRoutes.Update);
        api.MapBodiless("DELETE", $"{Org}/runs/{{run}}", RunWriteRoutes.Archive);
        api.MapBodiless("PUT", $"{Org}/runs/{{run}}/activate", RunWriteRoutes.Activate);
        api.MapBodiless("DELETE", $"{Org}/runs/{{run}}/delete", RunWriteRoutes.Delete);

        api.MapApi("GET", $"{Org}/checklists", ChecklistRoutes.All);
        api.MapApi("GET", $"{Org}/checklists/{{checklist}}", ChecklistRoutes.One);
        api.MapApi("POST", $"{Org}/checklists", ChecklistRoutes.Create);
        api.MapApi("PUT", $"{Org}/checklists/{{checklist}}", ChecklistRoutes.Update);
        api.MapBodiless("DELETE", $"{Org}/checklists/{{checklist}}", ChecklistRoutes.Delete);
        const string Steps = $"{Org}/checklists/{{checklist}}/steps";
        api.MapApi("POST", Steps, StepRoutes.Add);
        api.MapApi("POST", $"{Steps}/{{step}}/captures", StepRoutes.AddField);
        api.MapApi("PUT", $"{Steps}/{{step}}/captures/{{capture}}", StepRoutes.UpdateField);
        api.MapBodiless("DELETE", $"{Steps}/{{step}}/captures/{{capture}}", StepRoutes.DeleteField);
    }

    private static void MapMembers(this IEndpointRouteBuilder api)
    {
        api.MapApi("GET", $"{Org}/users", PeopleRoutes.Members);
        api.MapApi("GET", $"{Org}/users-list", PeopleRoutes.MembersList);
        api.MapApi("GET", $"{Org}/users/{{user}}", PeopleRoutes.Member);
        api.MapApi("PUT", $"{Org}/users/{{user}}", MemberRoutes.Update);
        api.MapApi("POST", $"{Org}/users/invite", MemberRoutes.Invite);
        api.MapApi("PUT", $"{Org}/users/{{user}}/role", MemberRoutes.ChangeRole);
        api.MapApi("PUT", $"{Org}/users/{{user}}/enable", MemberRoutes.Enabling);
        api.MapApi("DELETE", $"{Org}/users/{{user}}/disable", MemberRoutes.Disabling);
        api.MapApi("DELETE", $"{Org}/users/{{user}}/delete", MemberRoutes.DeletionOfDisabled);
        api.MapApi("DELETE", $"{Org}/users/{{user}}", MemberRoutes.Deletion);
        api.MapApi("PUT", $"{Org}/users/{{user}}/to/guest", MemberRoutes.Conversion);
    }

    private static void MapGuests(this IEndpointRouteBuilder api)
    {
        api.MapApi("GET", $"{Org}/guests", GuestRoutes.All);
        api.MapApi("POST", $"{Org}/guests", GuestRoutes.Create);
        api.MapApi("GET", $"{Org}/guests/{{email}}", GuestRoutes.One);
        api.MapApi("PUT", $"{Org}/guests/{{email}}", GuestRoutes.Update);
        api.MapApi("DELETE", $"{Org}/guests/{{email}}", GuestRoutes.Deletion);
        api.MapApi("PUT", $"{Org}/guests/{{email}}/enable", GuestRoutes.Enabling);
        // The sources name the path and no method.
        api.MapApi("PUT", $"{Org}/guests/{{email}}/disable", GuestRoutes.Disabling);
        api.MapApi("DELETE", $"{Org}/guests/{{email}}/disable", GuestRoutes.Disabling);
        api.MapApi("PUT", $"{Org}/guests/{{email}}/to/member", GuestRoutes.ToMember);
        api.MapApi("POST", $"{Org}/guests/{{email}}/to/member", GuestRoutes.ToMember);
        api.MapApi("GET", $"{Org}/guests/{{guest}}/tasks", GuestRoutes.Tasks);
    }

    private static void MapGroups(this IEndpointRouteBuilder api)
    {
        api.MapApi("GET", $"{Org}/groups", GroupRoutes.All);
        api.MapApi("POST", $"{Org}/groups", GroupRoutes.Create);
        api.MapApi("GET", $"{Org}/groups/{{group}}", GroupRoutes.One);
        api.MapApi("PUT", $"{Org}/groups/{{group}}", GroupRoutes.Update);
        api.MapApi("DELETE", $"{Org}/groups/{{group}}", GroupRoutes.Deletion);
    }

    private static void MapFilesWatchersAndFeed(this IEndpointRouteBuilder api)
    {
        api.MapApi("POST", $"{Org}/file", FileRoutes.Uploading);
        api.MapApi("POST", $"{Org}/assets", FileRoutes.Uploading);
        api.MapApi("GET", $"{Org}/assets/{{file}}", FileRoutes.Metadata);
        api.MapApi("DELETE", $"{Org}/file/{{file}}", FileRoutes.Deletion);
        api.MapApi("GET", $"{Org}/file/{{file}}", FileRoutes.Show);
        api.MapApi("GET", $"{Org}/file/{{file}}/dl", FileRoutes.Download);
        api.MapApi("GET", $"{Org}/download-files/{{file}}", FileRoutes.OtherDownload);

        api.MapApi("GET", $"{Org}/watchers", WatcherRoutes.All);
        api.MapApi("POST", $"{Org}/users/{{user}}/add-watcher", WatcherRoutes.Add);
        api.MapApi("DELETE", $"{Org}/remove-watcher/{{watcher}}", WatcherRoutes.Removal);

        api.MapApi("GET", $"{Org}/activity-feeds", FeedRoutes.All);
    }

    private static void MapApi(
        this IEndpointRouteBuilder routes, string method, string pattern, Func<ApiCall, ApiAnswer> handle) =>
        routes.MapApi(method, pattern, new ApiRoute(handle));

    /// <summary>A write that reads no body, and so refuses none.</summary>
    private static void MapBodiless(
        this IEndpointRouteBuilder routes, string method, string pattern, Func<ApiCall, ApiAnswer> handle) =>
        routes.MapApi(method, pattern, new ApiRoute(handle) { NeedsJson = false });

    private static void MapApi(this IEndpointRouteBuilder routes, string method, string pattern, ApiRoute route) =>
        routes.MapMethods(pattern, [method], context => AnswerAsync(context, route));

    private static void Map(this IEndpointRouteBuilder routes, string pattern, ApiRoute route) =>
        EndpointRouteBuilderExtensions.Map(routes, pattern, context => AnswerAsync(context, route));

    private static Task AnswerAsync(HttpContext context, ApiRoute route) =>
        context.RequestServices.GetRequiredService<ApiEndpoint>().AnswerAsync(context, route);
}
