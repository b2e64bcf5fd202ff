using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>
/// What people can do at our own door they can do at this one: no verb, command or invoke is known to one only.
/// </summary>
public sealed class SameWordsTests
{
    public static TheoryData<string> Commands =>
        [.. MessageCommands.List(new CardTexts(CultureInfo.InvariantCulture)).Select(command => command.Name)];

    public static TheoryData<string> Verbs => [.. Constants(typeof(CardAction), "Verb")];

    public static TheoryData<string> Invokes => [.. Constants(typeof(InvokeNames), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_is_answered_alone_and_inside_another_bot(string word)
    {
        Assert.False(await ReachesHostAsync(Activities.Message(Person.Lynne, word)) && word != Vocabulary.Help);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_verb_is_decided_here_alone_and_inside_another_bot(string verb)
    {
        var data = new JsonObject
        {
            ["verb"] = verb,
            ["rendering"] = new string('A', RenderingId.Length),
            ["question"] = new string('a', QuestionId.Length),
        };
        Assert.NotNull(CardAction.Parse(verb, JsonSerializer.SerializeToElement(data)));

        Assert.False(await ReachesHostAsync(Activities.Execute(Person.Lynne, "1", verb, data.DeepClone())));
        Assert.False(await ReachesHostAsync(Activities.Submit(Person.Lynne, "1", data.DeepClone())));
    }

    /// <summary>Alone, an invoke that is not ours is refused; inside another bot it is that one's.</summary>
    [Theory]
    [MemberData(nameof(Invokes))]
    public async Task An_invoke_is_ours_at_both_doors_or_at_none(string name)
    {
        var invoke = Activities.Execute(
            Person.Lynne, "1", "approve", new JsonObject { ["verb"] = "approve", ["rendering"] = new string('A', 22) });
        invoke["name"] = name;
        await using var story = ApprovalStory.Begin();

        var isOurs = (await story.InvokeAsync(invoke.DeepClone().AsObject())).StatusCode != 400;

        Assert.Equal(isOurs, !await ReachesHostAsync(invoke));
    }

    private static async Task<bool> ReachesHostAsync(JsonObject activity)
    {
        var host = new Listener();
        await using var dialog = Dialog.BeginInside(host);
        await dialog.As(Person.Lynne).Sends(() => activity, "sends it").EndsAsync();
        return host.HasHeard;
    }

    private static IEnumerable<string> Constants(Type type, string ending) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.IsLiteral && field.Name.EndsWith(ending, StringComparison.Ordinal)
        where field.FieldType == typeof(string)
        select (string)field.GetRawConstantValue()!;

    private sealed class Listener : IBot
    {
        public bool HasHeard { get; private set; }

        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            HasHeard = true;
            return Task.CompletedTask;
        }
    }
}
