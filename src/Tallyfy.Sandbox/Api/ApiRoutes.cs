using Tallyfy.Sandbox.Api.Routes;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api;

/// <summary>Every path of the imitated API, in the order of section 16 of the facts.</summary>
internal static class ApiRoutes
{
    private const string Org = "/organizations/{org}";

    public static void MapTallyfyApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");

        app.MapApi("POST", "/oauth/token", TokenRoutes.Application);
        api.MapApi("POST", "/oauth/token", TokenRoutes.Application);
        api.MapApi("POST", "/applications/{org}/users/{email}/token", TokenRoutes.Minted);

        api.MapApi("GET", "/me", PeopleRoutes.Me);
        api.MapApi("GET", Org, PeopleRoutes.Organization);
        api.MapApi("GET", $"{Org}/me", PeopleRoutes.MeAsMember);
        api.MapApi("GET", $"{Org}/users", PeopleRoutes.Members);
        api.MapApi("GET", $"{Org}/users/{{user}}", PeopleRoutes.Member);
        api.MapApi("GET", $"{Org}/groups", PeopleRoutes.Groups);
        api.MapApi("GET", $"{Org}/groups/{{group}}", PeopleRoutes.Group);

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

        api.MapApi("POST", $"{Org}/tasks/{{task}}/bot-comment", ThreadRoutes.BotComment);
        foreach (var place in (string[])["tasks/{task}", "runs/{run}", "checklists/{checklist}"])
        {
            api.MapApi("POST", $"{Org}/{place}/comment", ThreadRoutes.Comment);
            api.MapApi("PUT", $"{Org}/{place}/comment/{{comment}}", ThreadRoutes.Edit);
            api.MapBodiless("DELETE", $"{Org}/{place}/comment/{{comment}}", ThreadRoutes.Delete);
            api.MapApi("POST", $"{Org}/{place}/problem", ThreadRoutes.Problem);
            api.MapApi("POST", $"{Org}/{place}/resolved-threads", ThreadRoutes.Resolve);
        }

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

        // Also met by a known path with another method: the table of errors knows no 405.
        api.Map("/{**path}", new ApiRoute(_ => ApiErrors.From(new Refusal.EndpointNotFound()))
        {
            Audience = Audience.Anybody,
            NeedsClientHeader = false,
            NeedsJson = false,
        });
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
