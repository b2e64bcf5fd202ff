namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>
/// One desk for all stories of a class: to start its programs takes longer than any story. Each story has approvals of
/// its own, by their titles.
/// </summary>
public abstract class SharedDesk(Chromium chromium, bool asApplication) : IAsyncLifetime
{
    private Scenario? scenario;

    public string Name => asApplication ? "application" : "personal-token";

    internal Scenario Scenario => scenario!;

    public async ValueTask InitializeAsync() => scenario = await Scenario.OpenAsync(chromium, asApplication);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        if (scenario is not null)
            await scenario.DisposeAsync();
    }
}

/// <summary>The bot reads with one person's own token.</summary>
public sealed class PersonalTokenDesk(Chromium chromium) : SharedDesk(chromium, asApplication: false);

/// <summary>The bot is an application with credentials of its own.</summary>
public sealed class ApplicationDesk(Chromium chromium) : SharedDesk(chromium, asApplication: true);
