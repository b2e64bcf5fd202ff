using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Webhooks;

namespace Tallyfy.Sandbox.Control;

/// <summary>GET /_sandbox/webhooks: what was sent where, and how it went.</summary>
internal static class WebhookRoutes
{
    public static IResult Show(SentWebhooks sent) =>
        ApiAnswer.Ok(sent.All, ControlJson.Default.IReadOnlyListSentWebhook);
}
