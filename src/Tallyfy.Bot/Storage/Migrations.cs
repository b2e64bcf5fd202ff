using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>Brings the store to this version's schema before anything else starts.</summary>
internal sealed partial class Migrations(
    IOptions<StorageOptions> options, ILogger<Migrations> logger) : IUpgradeLog
{
    private const string PostgresOnly = ".postgres.sql";

    /// <summary>The first of the scripts that made a store before there was a release.</summary>
    private const string FirstBeforeRelease = ".001_approvals.sql";

    /// <exception cref="InvalidOperationException">A newer version wrote the store, or a step failed.</exception>
    public void Run(string connectionString)
    {
        var isPostgres = options.Value.Provider is StorageProvider.Postgres;
        var target = isPostgres
            ? DeployChanges.To.PostgresqlDatabase(Unpooled(connectionString))
            : DeployChanges.To.SqliteDatabase(connectionString);
        var engine = target
            .WithScriptsEmbeddedInAssembly(
                Assembly.GetExecutingAssembly(),
                name => name.EndsWith(".sql", StringComparison.Ordinal)
                    && (isPostgres || !name.EndsWith(PostgresOnly, StringComparison.Ordinal)))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(this)
            .Build();

        var known = engine.GetDiscoveredScripts().Select(script => script.Name);
        var unknown = engine.GetExecutedScripts().Except(known).ToList();

        if (unknown.Any(name => name.EndsWith(FirstBeforeRelease, StringComparison.Ordinal)))
            throw new InvalidOperationException(
                "The store was written by a version of this bot from before its first release, which nothing brings up "
                + "to date. Name a new, empty store in ConnectionStrings:Bot, and keep this one for its records.");

        if (unknown is [var newer, ..])
            throw new InvalidOperationException(
                $"The store was written by a newer version of this bot ({newer}). "
                + "Start that version, or restore a backup from before it.");

        var result = engine.PerformUpgrade();

        if (!result.Successful)
            throw new InvalidOperationException(
                $"The store could not be brought to this version ({result.ErrorScript?.Name}).", result.Error);
    }

    public void LogTrace(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogDebug(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogInformation(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogWarning(string format, params object[] args) => LogTrouble(string.Format(null, format, args));

    public void LogError(string format, params object[] args) => LogTrouble(string.Format(null, format, args));

    public void LogError(Exception ex, string format, params object[] args) =>
        LogTrouble(string.Format(null, format, args));

    // The bot has a pool of its own: what is opened here would stay open for nobody.
    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    [LoggerMessage(LogLevel.Debug, "Migrations: {Step}")]
    private partial void LogStep(string step);

    [LoggerMessage(LogLevel.Warning, "Migrations: {Trouble}")]
    private partial void LogTrouble(string trouble);
}
