using System.Reflection;
using DbUp;
using DbUp.Engine.Output;

namespace Tallyfy.Bot.Storage;

/// <summary>Brings the store to this version's schema before anything else starts.</summary>
internal sealed partial class Migrations(ILogger<Migrations> logger) : IUpgradeLog
{
    public void Run(string connectionString)
    {
        var result = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.EndsWith(".sql", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(this)
            .Build()
            .PerformUpgrade();

        if (!result.Successful)
            throw new InvalidOperationException($"The store could not be brought to this version ({result.ErrorScript?.Name}).", result.Error);
    }

    public void LogTrace(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogDebug(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogInformation(string format, params object[] args) => LogStep(string.Format(null, format, args));

    public void LogWarning(string format, params object[] args) => LogTrouble(string.Format(null, format, args));

    public void LogError(string format, params object[] args) => LogTrouble(string.Format(null, format, args));

    public void LogError(Exception ex, string format, params object[] args) => LogTrouble(string.Format(null, format, args));

    [LoggerMessage(LogLevel.Debug, "Migrations: {Step}")]
    private partial void LogStep(string step);

    [LoggerMessage(LogLevel.Warning, "Migrations: {Trouble}")]
    private partial void LogTrouble(string trouble);
}
