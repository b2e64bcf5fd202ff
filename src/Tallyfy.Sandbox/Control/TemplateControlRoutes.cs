using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Control;

/// <summary>The address of a webhook, or none to have it sent no longer; of one step when it names one.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WebhookRequest(string? Webhook = null, string? Step = null);

/// <summary>Where templates and their steps send webhooks is set in the web application only, so here too.</summary>
internal static class TemplateControlRoutes
{
    public static async Task<IResult> SetWebhookAsync(
        string template, HttpRequest request, SandboxState state, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            return ControlBody.Read(body, ControlJson.Default.WebhookRequest).Match(
                asked => Set(state, template, asked), ApiErrors.From);
        }
    }

    private static ApiAnswer Set(SandboxState state, string name, WebhookRequest asked)
    {
        var index = state.Templates.FindIndex(known =>
            known.Id == name || string.Equals(known.Title, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            return ApiErrors.From(ControlBody.Unknown($"There is no template \"{name}\"."));
        if (asked.Webhook is not null && Loopback.Find(asked.Webhook) is null)
            return ApiErrors.From(Refusal.Field("webhook", Loopback.Sentence));

        var template = state.Templates[index];
        if (asked.Step is not null && !template.Steps.Any(step => step.Alias == asked.Step))
            return ApiErrors.From(ControlBody.Unknown($"This template has no step \"{asked.Step}\"."));

        state.Templates[index] = asked.Step is null
            ? template with { Webhook = asked.Webhook }
            : template with
            {
                Steps = [.. template.Steps.Select(step =>
                    step.Alias == asked.Step ? step with { Webhook = asked.Webhook } : step)],
            };
        return ApiAnswer.Ok(
            new JsonObject { ["template"] = template.Title, ["step"] = asked.Step, ["webhook"] = asked.Webhook },
            SandboxJson.Default.JsonObject);
    }
}
