using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Somebody has the database's password, and no key: what they write into the store is never sent to Tallyfy in a
/// person's name.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class ForgedRowStories
{
    private const string Completions = "^.*/completed-tasks$";

    private const string NotSent = "is not sent: the trail does not say that somebody made it as it stands";

    [Theory]
    [InlineData("verdict = 'Rejected'")]
    [InlineData("tallyfy_user_id = 1001, object_id = 'somebody'")]
    [InlineData("tallyfy_user_id = 1001")]
    [InlineData("actor_email = 'mallory@example.net'")]
    [InlineData("actor_name = 'Mallory'")]
    [InlineData("reason = 'Because I say so'")]
    [InlineData("digest = 'ff'")]
    [InlineData("claimed_at = claimed_at + 1")]
    [InlineData("rendering_id = 'another'")]
    [InlineData("actor_key = '1001'")]
    public async Task A_claim_that_was_edited_is_not_sent(string edit)
    {
        var story = await LostAsync();
        await using var _ = story;
        await story.ChangeStoreAsync($"update decisions set {edit}");

        await NotSentAsync(story);
    }

    [Theory]
    [InlineData("delete from trail where kind = 'Claimed'")]
    [InlineData("update trail set verdict = 'Rejected' where kind = 'Claimed'")]
    [InlineData("update trail set mac = 'ff' where kind = 'Claimed'")]
    [InlineData("update trail set mac = '' where kind = 'Claimed'")]
    [InlineData("update trail set salt = null, object_id = null, tallyfy_user_id = null where kind = 'Claimed'")]
    [InlineData("update trail set decision_id = 'another' where kind = 'Claimed'")]
    public async Task A_claim_whose_entry_is_not_the_bots_is_not_sent(string edit)
    {
        var story = await LostAsync();
        await using var _ = story;
        await story.ChangeStoreAsync(edit);

        await NotSentAsync(story);
    }

    [Fact]
    public async Task A_claim_that_nobody_touched_is_sent()
    {
        var story = await LostAsync();
        await using var _ = story;

        story.PassQuietPeriod();

        await story.UntilAsync("it is there", async () => (await CompletedAsync(story)).Any());
    }

    [Fact]
    public async Task A_claim_that_nobody_made_is_not_sent()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.ChangeStoreAsync(
            $"""
            insert into decisions (id, organization, task, generation, actor_key, rendering_id, tenant_id, object_id,
                tallyfy_user_id, actor_email, actor_name, verdict, digest, state, claimed_at, attempts, lease_until,
                receipt)
            select '00000000000000000000000000000001', organization, task, generation, '', 'rendering',
                '{Person.Tenant}', '{Person.Lynne.ObjectId}', {Person.Lynne.Member}, 'mallory@example.net', 'Mallory',
                'Approved', digest, 'Claimed', seen_at, 1, 0, '00000-00000'
            from approvals where task = '{task.Task}'
            """);
        await story.ChangeStoreAsync($"update approvals set state = 'Deciding' where task = '{task.Task}'");

        await NotSentAsync(story);
    }

    [Fact]
    public async Task A_reason_that_somebody_else_wrote_is_not_sent()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = "^.*/comment$", times = 1, status = 429, retry_after = 20 });
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "Too dear");
        await story.LoggedAsync("failed on attempt 1");
        await story.ChangeStoreAsync("update decisions set reason = 'I resign'");

        for (var step = 1; step <= 4; step++)
        {
            story.Advance(TimeSpan.FromSeconds(20));
            await story.LaunchAsync($"Meanwhile {step}", Person.Lynne);
        }

        await story.UntilAsync(
            "it was given up", async () => (await story.CommandAsync("deliveries", "list")).Text.Contains(
                "Unproven", StringComparison.Ordinal));
        Assert.Empty(story.Sandbox.Comments);
    }

    // Said again in the next round: what was sent all the same would have ended by then.
    private static async Task NotSentAsync(ApprovalStory story)
    {
        story.PassQuietPeriod();
        await story.LoggedAsync(NotSent);
        story.PassQuietPeriod();
        await story.UntilAsync("said again", () => Task.FromResult(story.Log.Split(NotSent).Length > 2));
        Assert.Empty(await CompletedAsync(story));
    }

    private static async Task<IEnumerable<JournalLine>> CompletedAsync(ApprovalStory story) =>
        (await story.Sandbox.CompletionsAsync()).Where(line => line.Status == 200);

    // Claimed, and Tallyfy was not there.
    private static async Task<ApprovalStory> LostAsync()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 502, times = 1, when = "before" });
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        return story;
    }
}
