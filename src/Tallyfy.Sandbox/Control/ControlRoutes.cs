namespace Tallyfy.Sandbox.Control;

/// <summary>The sandbox's own routes: no token, and nothing Tallyfy has.</summary>
internal static class ControlRoutes
{
    public static void MapSandboxControl(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/_sandbox");

        own.MapGet("/overview", OverviewRoute.Overview);
        own.MapGet("/journal", OverviewRoute.Journal);
        own.MapPost("/launch", LaunchRoute.LaunchAsync);
        own.MapPut("/tasks/{task}", TaskControlRoutes.EditAsync);
        own.MapPost("/tasks/{task}/complete", TaskControlRoutes.CompleteAsync);
        own.MapPost("/tasks/{task}/reopen", TaskControlRoutes.ReopenAsync);
        own.MapPost("/tasks/{task}/archive", TaskControlRoutes.ArchiveAsync);
        own.MapPost("/tasks/{task}/comment", ThreadControlRoutes.CommentAsync);
        own.MapPost("/tasks/{task}/problem", ThreadControlRoutes.ProblemAsync);
        own.MapPost("/tasks/{task}/resolve", ThreadControlRoutes.ResolveAsync);
        own.MapPut("/runs/{run}", ThreadControlRoutes.RestrictAsync);
        own.MapGet("/faults", FaultRoutes.Show);
        own.MapPut("/faults", FaultRoutes.ReplaceAsync);
        own.MapDelete("/faults", FaultRoutes.Clear);
        own.MapGet("/webhooks", WebhookRoutes.Show);
        own.MapPost("/tokens", TokenControlRoutes.IssueAsync);
        own.MapPost("/tokens/revoke", TokenControlRoutes.RevokeAsync);
        own.MapPut("/members/{email}", MemberControlRoutes.ChangeAsync);
        own.MapPut("/templates/{template}/webhook", TemplateControlRoutes.SetWebhookAsync);
    }
}
