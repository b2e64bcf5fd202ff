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

        api.MapApi("POST", $"{Org}/tasks/{{task}}/comment", ThreadRoutes.Comment);

        api.MapApi("GET", $"{Org}/runs", RunRoutes.All);
        api.MapApi("GET", $"{Org}/runs/{{run}}", RunRoutes.One);

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

    private static void MapApi(this IEndpointRouteBuilder routes, string method, string pattern, ApiRoute route) =>
        routes.MapMethods(pattern, [method], context => AnswerAsync(context, route));

    private static void Map(this IEndpointRouteBuilder routes, string pattern, ApiRoute route) =>
        EndpointRouteBuilderExtensions.Map(routes, pattern, context => AnswerAsync(context, route));

    private static Task AnswerAsync(HttpContext context, ApiRoute route) =>
        context.RequestServices.GetRequiredService<ApiEndpoint>().AnswerAsync(context, route);
}
