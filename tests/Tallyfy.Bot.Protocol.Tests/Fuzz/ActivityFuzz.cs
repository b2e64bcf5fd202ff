using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Tallyfy.Client.Tests.Fuzz;

namespace Tallyfy.Bot.Protocol.Tests.Fuzz;

/// <summary>Whatever comes as an activity: a whole one, or one sentence that repeats nothing of it.</summary>
public sealed class ActivityFuzz
{
    private const string Marker = "MARK-OF-THE-SENDER";

    private static readonly string[] Samples =
    [
        .. Sample.Names.Select(Sample.Text),
        Sample.Tap(tap => tap["text"] = Marker),
        """{"type":"message","channelId":"msteams","serviceUrl":"https://x","from":{"id":"1"},"conversation":"""
        + """{"id":"2"},"text":"<at>bot</at> hi","recipient":{"id":"b"},"entities":"""
        + """[{"type":"mention","mentioned":{"id":"b"},"text":"<at>bot</at>"}]}""",
    ];

    [Fact]
    public void A_damaged_activity_is_whole_or_refused_in_a_sentence() => Bot.Tests.Fuzz.Fuzz.Check(Damaged, body =>
        AssertWholeOrRefused(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Any_bytes_are_refused_in_a_sentence() => Bot.Tests.Fuzz.Fuzz.Check(
        Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(), AssertWholeOrRefused);

    private static void AssertWholeOrRefused(byte[] body)
    {
        try
        {
            AssertWhole(Activity.Parse(body));
        }
        catch (ActivityFormatException refusal)
        {
            Assert.InRange(refusal.Message.Length, 10, 200);
            Assert.DoesNotContain(Marker, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
        }
    }

    private static void AssertWhole(Activity activity)
    {
        Assert.All(
            [activity.Type, activity.ChannelId, activity.ServiceUrl, activity.From.Id, activity.Conversation.Id],
            text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.DoesNotContain(activity.MembersAdded.Concat(activity.MembersRemoved), member => member is null);

        _ = activity.TenantId;
        Assert.DoesNotContain('\0', activity.ReadText() + activity.From.Name);

        if (AdaptiveCardInvoke.Parse(activity) is { } invoke)
            Assert.Equal(ActivityTypes.Invoke, activity.Type + invoke.Verb?[..0]);

        if (activity.Value is { } value)
            Assert.DoesNotContain("\\ud800", value.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    private static Gen<string> Damaged =>
        from sample in Gen.Elements(Samples)
        from kinds in Gen.Choose(0, 9).ArrayOf()
        from place in Gen.Choose(0, 1 << 20)
        from choice in Gen.Choose(0, 1 << 20)
        select kinds.Take(4).Select((kind, index) => new Damage(kind, place + 7 * index, choice + index))
            .Aggregate(sample, (body, damage) => damage.Apply(body));
}
