using System.Globalization;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Webhooks of the whole organization (docs/tallyfy-facts.md 11.1): for its administrators.</summary>
internal static class WatcherRoutes
{
    public static ApiRoute Removal { get; } = new(Remove) { NeedsJson = false };

    public static ApiAnswer All(ApiCall call) => ForAdmin(call, () =>
    {
        var isWebhook = call.Query("notification") is null or "webhook";
        var shown = isWebhook ? call.State.Watchers.Select(watcher => (JsonNode?)Shape(watcher, call)) : [];
        return ApiAnswer.Ok(
            new JsonObject { ["data"] = new JsonArray([.. shown]) }, SandboxJson.Default.JsonObject);
    });

    public static ApiAnswer Add(ApiCall call) => ForAdmin(call, () =>
    {
        if (call.Route("user") != call.Caller.Id.ToString(CultureInfo.InvariantCulture))
            return ApiErrors.From(new Refusal.NotFound());
        if (FindMistake(call) is { } mistake)
            return ApiErrors.From(mistake);

        var watcher = new Watcher(SandboxState.NewId(), call.Caller.Id, call.Text("webhook") ?? "", call.Now);
        call.State.Watchers.Add(watcher);
        return ApiAnswer.Ok(new JsonObject { ["data"] = Shape(watcher, call) }, SandboxJson.Default.JsonObject);
    });

    private static ApiAnswer Remove(ApiCall call) => ForAdmin(call, () =>
        call.State.Watchers.RemoveAll(watcher => watcher.Id == call.Route("watcher")) > 0
            ? ApiAnswer.Nothing
            : ApiErrors.From(new Refusal.NotFound()));

    private static ApiAnswer ForAdmin(ApiCall call, Func<ApiAnswer> act)
    {
        if (!call.Options.WatcherApi)
            return ApiErrors.From(new Refusal.EndpointNotFound());
        return call.Caller.IsAdmin
            ? act()
            : ApiErrors.From(new Refusal.Forbidden("Only an administrator of the organization can watch it."));
    }

    private static Refusal? FindMistake(ApiCall call)
    {
        var errors = new FieldErrors(call);
        Demand("object_type", "organization");
        Demand("object_id", call.State.Organization.Id);
        Demand("notification_type", "webhook");
        Demand("frequency", "electric");
        if (call.Text("webhook") is not { Length: > 0 } address)
            errors.Add("webhook", "The webhook field is required.");
        else if (Loopback.Find(address) is null)
            errors.Add("webhook", Loopback.Sentence);
        return errors.Refusal;

        void Demand(string name, string value)
        {
            if (call.Field(name) is null)
                errors.Add(name, $"The {name.Replace('_', ' ')} field is required.");
            else if (call.Text(name) != value)
                errors.Add(name, $"The selected {name.Replace('_', ' ')} is invalid.");
        }
    }

    private static JsonObject Shape(Watcher watcher, ApiCall call) => new()
    {
        ["id"] = watcher.Id,
        [call.Options.WatcherAddressKey] = watcher.Address,
    };
}
