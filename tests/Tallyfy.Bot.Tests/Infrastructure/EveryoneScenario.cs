namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A task that Lynne and Adele must both complete; both have the bot.</summary>
internal static class EveryoneScenario
{
    // No sweep comes in between: what happens in Tallyfy is known when a story says so.
    public static async Task<ApprovalStory> InstalledAsync(CredentialMode mode = CredentialMode.Application)
    {
        var story = ApprovalStory.Begin(mode, IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        await story.QuietAsync();
        return story;
    }

    public static async Task<LaunchedTask> LaunchAsync(ApprovalStory story)
    {
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A common matter",
            assignees = new[] { Person.Lynne.Email, Person.Adele.Email },
            everyone_must_complete = true,
        });
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Adele, task.Title);
        return task;
    }
}
