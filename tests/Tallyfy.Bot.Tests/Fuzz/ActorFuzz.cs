using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>
/// Who acts is read from two fields of the activity, and what they want from a few of the data: all else is noise.
/// </summary>
public sealed class ActorFuzz
{
    private const string Rendering = "Zm9yLXRlc3RzLW9ubHkhIQ";

    [Fact]
    public void Whatever_is_claimed_the_actor_is_who_the_channel_vouches_for() => Fuzz.Check(Forgery.Any, forgery =>
    {
        var person = Turn.PersonOf(Read(forgery.Tap("1", Rendering)));

        Assert.Equal(forgery.IsOfABot ? null : new PersonId(forgery.Tenant, forgery.ObjectId), person);
    });

    [Fact]
    public void Whatever_is_claimed_the_action_is_the_one_without_the_claims() => Fuzz.Check(Forgery.Any, forgery =>
    {
        var claims = forgery.Tap("1", Rendering);
        var honest = (forgery with { Claimed = [] }).Tap("1", Rendering);

        var action = ActionOf(Read(claims));

        Assert.NotNull(action);
        Assert.Equal(PlainAction.Of(ActionOf(Read(honest))), PlainAction.Of(action));
    });

    private static Activity Read(JsonObject activity) =>
        Activity.Parse(Encoding.UTF8.GetBytes(activity.ToJsonString()));

    private static CardAction? ActionOf(Activity activity) => AdaptiveCardInvoke.Parse(activity) is { } invoke
        ? CardAction.Parse(invoke.Verb, invoke.Data)
        : CardAction.Parse(null, activity.Value ?? default(JsonElement));
}
