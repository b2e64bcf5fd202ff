using System.Collections.Concurrent;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Operators;

/// <summary>Looks how old the personal access tokens are, and says it while there is time to get a new one.</summary>
internal sealed partial class TokenWatch(
    OrganizationDirectory organizations,
    AccessStore store,
    OperatorNoticeStore notices,
    OperatorSignal signal,
    TimeProvider time,
    ILogger<TokenWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (OperatorNews News, DateTimeOffset At)> ending = new();

    /// <summary>Null while there is plenty of time, or nobody's personal token is used.</summary>
    public DateTimeOffset? FindEnd(Organization organization) =>
        ending.TryGetValue(organization.Id, out var end) ? end.At : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(LookEvery, time);

        do
        {
            foreach (var organization in organizations.All)
                await LookAsync(organization, stoppingToken);
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(Organization organization, CancellationToken cancellationToken)
    {
        if (organization.PersonalToken is not { } token)
            return;

        try
        {
            var mark = TokenEnd.Mark(organization.Id, token);
            var end = TokenEnd.For(token, await store.SeeTokenAsync(organization.Id, mark, cancellationToken));

            if (NewsOf(end) is { } news)
                await SayAsync(organization, news, end, mark, cancellationToken);

            LogLooked(organization.Id, end);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e, organization.Id);
        }
    }

    private OperatorNews? NewsOf(DateTimeOffset end) => (end - time.GetUtcNow()) switch
    {
        var left when left <= Tomorrow => OperatorNews.EndsTomorrow,
        var left when left <= Soon => OperatorNews.EndsSoon,
        _ => null,
    };

    private async Task SayAsync(
        Organization organization,
        OperatorNews news,
        DateTimeOffset end,
        string mark,
        CancellationToken cancellationToken)
    {
        if (ending.TryGetValue(organization.Id, out var said) && said.News == news)
            return;

        if (await notices.AddAsync(organization.Id, news, mark, cancellationToken) > 0)
            signal.Raise();

        ending[organization.Id] = (news, end);
        LogEnds(AccessWords.Ends(organization, end));
    }

    [LoggerMessage(LogLevel.Debug, "The access token of {Organization} is good until about {End:u}")]
    private partial void LogLooked(string organization, DateTimeOffset end);

    [LoggerMessage(LogLevel.Warning, "{Why}")]
    private partial void LogEnds(string why);

    [LoggerMessage(
        LogLevel.Error,
        "How old the access token of {Organization} is could not be found out; the next round tries again")]
    private partial void LogFailed(Exception exception, string organization);
}
