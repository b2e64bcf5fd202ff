using Microsoft.Extensions.Hosting;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>
/// What an activity may say, given who sent it. A token vouches for its caller, so every word is held against it.
/// </summary>
internal sealed class ActivityRules(ServiceUrlPolicy serviceUrls, IHostEnvironment environment)
{
    public string? Objection(Activity activity, Caller caller)
    {
        if (!IsKnownChannel(activity.ChannelId))
            return "The channel is not served here.";

        if (!caller.IsAnonymous && !caller.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal))
            return "The token's key does not speak for this channel.";

        // Compared letter by letter, as the platform sends it: another case or a slash more is another text.
        if (!caller.IsAnonymous && caller.ServiceUrl != activity.ServiceUrl)
            return "The token was issued for another service URL.";

        if (!serviceUrls.Allows(activity.ServiceUrl))
            return "The service URL is not on the list of allowed hosts.";

        return NamesTwoTenants(activity) ? "The activity names two tenants." : null;
    }

    private bool IsKnownChannel(string channelId) =>
        channelId == ChannelIds.Teams || (channelId == ChannelIds.Emulator && environment.IsDevelopment());

    private static bool NamesTwoTenants(Activity activity) =>
        (activity.Conversation.TenantId, activity.ChannelData?.Tenant?.Id) is ({ } conversation, { } channel)
        && !conversation.Equals(channel, StringComparison.OrdinalIgnoreCase);
}
