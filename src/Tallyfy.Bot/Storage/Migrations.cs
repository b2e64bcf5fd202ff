using System.Reflection;
using DbUp;
using DbUp.Engine;
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

    /// <exception cref="StoreRefusedException">A newer version wrote the store, or a step failed.</exception>
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
            throw new StoreRefusedException(
                "The store was written by a version of this bot from before its first release, which nothing brings up "
                + "to date. Name a new, empty store in ConnectionStrings:Bot, and keep this one for its records.",
                StoreFault.Settings);

        if (unknown is [var newer, ..])
            throw new StoreRefusedException(
                $"The store was written by a newer version of this bot ({newer}). "
                + "Start that version, or restore a backup from before it.",
                StoreFault.Settings);

        var result = engine.PerformUpgrade();

        if (!result.Successful)
            throw StoreRefusal.Find(result.Error, options.Value) ?? Unknown(result);
    }

    // Whatever stops them is told once, at the end; DbUp tells it three times, with stacks.
    public void LogTrace(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogDebug(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogInformation(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogWarning(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogError(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogError(Exception ex, string format, params object[] args) =>
        LogStep(string.Format(null, format, args));

    // What no list of ours has: an operator reads a sentence, and whoever is asked for help the log.
    private StoreRefusedException Unknown(DatabaseUpgradeResult result)
    {
        var script = result.ErrorScript?.Name.Split('.') is [.., var name, _] ? name : "none";
        LogFailed(result.Error, script);

        return new StoreRefusedException(
            $"The store could not be brought up to date: script {script} failed, and the log says of what. Start the "
            + "version of before, or restore a backup.",
            StoreFault.Disk,
            result.Error);
    }

    // The bot has a pool of its own: what is opened here would stay open for nobody.
    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    [LoggerMessage(LogLevel.Error, "Migrations: script {Script} failed")]
    private partial void LogFailed(Exception exception, string script);

    [LoggerMessage(LogLevel.Debug, "Migrations: {Step}")]
    private partial void LogStep(string step);
}
