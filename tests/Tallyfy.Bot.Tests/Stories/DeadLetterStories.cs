using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Whatever was given up is in one list, and is sent again from there.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class DeadLetterStories
{
    // What each queue's row refers to, as far as the store insists on it; then the row itself, given up.
    private static readonly Dictionary<string, string> Dead = new()
    {
        ["card"] =
            """
            insert into posted_cards (id, organization, task, generation, tenant_id, object_id, conversation_id,
                    service_url, installation, state, shown_version, created_at)
                values ('a card', 'o', 't', 1, 'tenant', 'object', 'c', 's', 1, 'Intended', 0, 0);
            insert into outbox (id, kind, posted_card_id, tenant_id, conversation, wanted,
                    state, due_at, attempts, lease_until, last_error, created_at)
                values ('of a card', 'Post', 'a card', 'nobody serves it', 'c', 1, 'Dead', 0, 3, 0, 'Why', 1);
            """,
        ["comment"] =
            """
            insert into decisions (id, organization, task, generation, actor_key, rendering_id, tenant_id, object_id,
                    tallyfy_user_id, actor_email, actor_name, verdict, digest, state, claimed_at, attempts, lease_until,
                    receipt)
                values ('0123456789abcdef0123456789abcdef', 'o', 't', 1, '', 'r', 'tenant', 'object', 1, '', '',
                    'Approved', '', 'Done', 0, 1, 0, 'code');
            insert into comments (id, state, due_at, attempts, lease_until, last_error, created_at)
                values ('0123456789abcdef0123456789abcdef', 'Dead', 0, 3, 0, 'Why', 2);
            """,
        ["installation"] =
            """
            insert into installations (id, organization, tallyfy_user_id,
                    state, due_at, attempts, lease_until, last_error, created_at)
                values ('of an installation', 'o', 1002, 'Dead', 0, 3, 0, 'Why', 3);
            """,
        ["notice"] =
            """
            insert into operator_notices (id, organization, news, episode, tenant_id, object_id,
                    state, due_at, attempts, lease_until, last_error, created_at)
                values ('of a notice', 'o', 'Refused', 'e', 'tenant', 'object', 'Dead', 0, 3, 0, 'Why', 4);
            """,
        ["hint"] =
            """
            insert into hints (id, organization, kind, subject, priority, fingerprint, times_notified,
                    state, due_at, attempts, lease_until, last_error, created_at)
                values ('of a hint', 'o', 'Task', 's', 0, '', 1, 'Dead', 0, 3, 0, 'Why', 5);
            """,
    };

    private static readonly Dictionary<string, string> Tables = new()
    {
        ["card"] = "outbox",
        ["comment"] = "comments",
        ["installation"] = "installations",
        ["notice"] = "operator_notices",
        ["hint"] = "hints",
    };

    [Fact]
    public async Task What_any_queue_gave_up_is_listed_and_sent_again()
    {
        await using var story = ApprovalStory.Begin();

        foreach (var sql in Dead.Values)
            await story.ChangeStoreAsync(sql);

        var (listed, text) = await story.CommandAsync("deliveries", "list");

        Assert.Equal(0, listed);
        Assert.Equal(
            Dead.Keys,
            text.Split('\n').Where(line => line.Contains("3 tries", StringComparison.Ordinal)).Select(Kind));
        Assert.Contains("5 dead letters", text, StringComparison.Ordinal);

        var (sent, answer) = await story.CommandAsync("deliveries", "send-again", "--all");

        Assert.Equal((0, "5 will be sent again."), (sent, answer.Trim()));

        foreach (var (kind, table) in Tables)
            Assert.True(
                await story.CountAsync($"{table} where state = '{WorkState.Dead}'") == 0, kind);
    }

    [Theory]
    [InlineData("card", "of a card")]
    [InlineData("comment", "0123456789abcdef0123456789abcdef")]
    [InlineData("installation", "of an installation")]
    [InlineData("notice", "of a notice")]
    [InlineData("hint", "of a hint")]
    public async Task One_of_them_is_sent_again_by_its_id(string kind, string id)
    {
        await using var story = ApprovalStory.Begin();
        await story.ChangeStoreAsync(Dead[kind]);

        var (sent, answer) = await story.CommandAsync("deliveries", "send-again", id);

        Assert.Equal((0, "1 will be sent again."), (sent, answer.Trim()));
        Assert.Equal(0, await story.CountAsync($"{Tables[kind]} where state = '{WorkState.Dead}'"));
    }

    private static string Kind(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[1].Trim();
}
