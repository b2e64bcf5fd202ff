using System.Collections.Concurrent;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests.Infrastructure;

/// <summary>
/// The SDK's TestAdapter, with what it leaves out: a connector that opens chats and answers the roster, and what a
/// message shows after it was changed.
/// </summary>
internal sealed class StoryAdapter(Func<ScriptedConnector> teams) : TestAdapter
{
    private readonly ConcurrentDictionary<string, Activity> shown = new();
    private volatile TaskCompletionSource changed = New();

    /// <summary>What the message shows now.</summary>
    public Activity? Find(string id) => shown.GetValueOrDefault(id);

    /// <summary>Ends when it is so; each message, and each change of one, is the signal to look again.</summary>
    public async Task UntilAsync(Func<bool> isSo, Func<string> why)
    {
        while (true)
        {
            var signal = changed.Task;

            if (isSo())
                return;

            try
            {
                await signal.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException(why());
            }
        }
    }

    public override async Task<ResourceResponse[]> SendActivitiesAsync(
        ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        foreach (var activity in activities)
        {
            activity.Id = Guid.NewGuid().ToString("n");
            shown[activity.Id] = activity;
        }

        var answers = await base.SendActivitiesAsync(turnContext, activities, cancellationToken);
        Raise();
        return answers;
    }

    public override async Task<ResourceResponse> UpdateActivityAsync(
        ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        shown[activity.Id] = activity;
        var answer = await base.UpdateActivityAsync(turnContext, activity, cancellationToken);
        Raise();
        return answer;
    }

    // The SDK's own lets go of the turn before what it does there has ended.
    public override async Task ContinueConversationAsync(
        string botId, ConversationReference reference, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, reference.GetContinuationActivity());
        using var http = new HttpClient(teams(), disposeHandler: false);
        using var connector = new ConnectorClient(
            new Uri(Activities.ServiceUrl), MicrosoftAppCredentials.Empty, http, disposeHttpClient: false);
        turn.TurnState.Add<IConnectorClient>(connector);
        await RunPipelineAsync(turn, callback, cancellationToken);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Raise() => Interlocked.Exchange(ref changed, New()).SetResult();
}
