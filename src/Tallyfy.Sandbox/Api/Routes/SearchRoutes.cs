using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>GET search: names that contain a word, one list for each kind asked for.</summary>
internal static class SearchRoutes
{
    public static ApiAnswer Search(ApiCall call)
    {
        if (call.Query("search") is not { } text)
            return ApiErrors.From(Refusal.Field("search", "The search field is required."));

        var kinds = TaskFilters.Texts(call.Query("on") ?? "task,process,blueprint");
        var access = new TaskAccess(call.State, call.Options);
        return ApiAnswer.Ok(
            new SearchJson
            {
                Task = Asked("task", () => call.State.Tasks.All
                    .Where(task => !task.IsArchived && Has(task.Title) && access.Sees(call.Caller, task))
                    .Select(task => new FoundJson(task.Id, task.Title, "task"))),
                Process = Asked("process", () => call.State.Runs.All
                    .Where(run => !run.IsContainer && Has(run.Name) && access.Sees(call.Caller, run))
                    .Select(run => new FoundJson(run.Id, run.Name, "process"))),
                Blueprint = Asked("blueprint", () => call.State.Templates
                    .Where(template => Has(template.Title))
                    .Select(template => new FoundJson(template.Id, template.Title, "blueprint"))),
            },
            SandboxJson.Default.SearchJson);

        bool Has(string name) => name.Contains(text, StringComparison.OrdinalIgnoreCase);

        ListJson<FoundJson>? Asked(string kind, Func<IEnumerable<FoundJson>> find) => kinds.Contains(kind)
            ? new ListJson<FoundJson>([.. find().Take(Math.Min(call.Number("per_page", Paging.Default), Paging.Cap))])
            : null;
    }
}
