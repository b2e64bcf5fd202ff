using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.BotBuilder.Tests.Infrastructure;

/// <summary>Our channel and the SDK's, at the desk, with the same wishes for both.</summary>
internal sealed class TwoChannels
{
    public static readonly CardMessage Message = new(
        new System.Text.Json.Nodes.JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5" }, "An approval waits");

    private static readonly Dictionary<string, Func<IChatChannel, string, CancellationToken, Task<string?>>> Wishes =
        new()
        {
            ["post"] = (channel, url, token) => channel.PostAsync(ChatAt(url), Message, token),
            ["update"] = async (channel, url, token) =>
            {
                await channel.UpdateAsync(new MessageAddress(url, ChatAt(url).ConversationId, "f:17"), Message, token);
                return "changed";
            },
            ["open"] = async (channel, url, token) => (await channel.OpenAsync(ChatAt(url), token)).ConversationId,
            ["find"] = async (channel, url, token) => $"{await channel.FindMemberAsync(ChatAt(url), token)}",
        };

    public TwoChannels(TimeProvider? time = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            EnvironmentName = Environments.Development,
            DisableDefaults = true,
        });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddBotFramework(builder.Configuration);
        var services = builder.Build().Services;
        var identity = services.GetRequiredService<BotIdentity>();

        Ours = new TeamsChannel(services.GetRequiredService<ConnectorClient>());
        Sdks = new CloudAdapterChannel(
            new ConnectorAdapter(
                identity,
                new BotCredentials(identity, services.GetRequiredService<BotCredential>()),
                services.GetRequiredService<IHttpClientFactory>()),
            identity,
            services.GetRequiredService<ServiceUrlPolicy>(),
            services.GetRequiredService<TimeProvider>());
    }

    public static TheoryData<string> Names => [.. Wishes.Keys];

    public IChatChannel Ours { get; }

    public IChatChannel Sdks { get; }

    /// <summary>What came of the wish, in a line.</summary>
    public static async Task<string> AskAsync(
        IChatChannel channel, string wish, string serviceUrl, CancellationToken cancellationToken)
    {
        try
        {
            return await Wishes[wish](channel, serviceUrl, cancellationToken) ?? "no id";
        }
        catch (ChatException e)
        {
            return $"{e.Failure} of {e.Answer.About} ({e.Code}), after {e.RetryAfter?.ToString() ?? "no time"}";
        }
    }

    private static Chat ChatAt(string serviceUrl) => new()
    {
        Person = new PersonId("tenant-1", "00000000-0000-0000-0000-000000000001"),
        ConversationId = "19:a chat/with?signs@thread.v2;messageid=1",
        ServiceUrl = serviceUrl,
        ChannelId = "msteams",
        Address = "29:1abc/DEF+g=",
        BotAddress = "28:bot",
    };
}
