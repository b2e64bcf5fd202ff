using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace EchoBotWithApprovals;

/// <summary>The bot that was there before: it says what it hears.</summary>
public sealed class EchoBot : ActivityHandler
{
    protected override Task OnMessageActivityAsync(
        ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);

        return turnContext.SendActivityAsync(
            MessageFactory.Text($"Echo: {turnContext.Activity.Text}"), cancellationToken);
    }

    protected override Task OnMembersAddedAsync(
        IList<ChannelAccount> membersAdded,
        ITurnContext<IConversationUpdateActivity> turnContext,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);

        return membersAdded.Any(member => member.Id != turnContext.Activity.Recipient.Id)
            ? turnContext.SendActivityAsync(MessageFactory.Text("Hello and welcome!"), cancellationToken)
            : Task.CompletedTask;
    }
}
