using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>
/// The store could not be reached, or takes nothing at the moment: locked, full, gone. It may be back in a moment.
/// </summary>
internal sealed class StoreUnavailableException(Exception inner, bool mayHaveCommitted)
    : Exception("The store does not answer.", inner)
{
    /// <summary>True when the answer to a commit was lost: only a look tells whether it was kept.</summary>
    public bool MayHaveCommitted => mayHaveCommitted;

    public static bool IsUnavailability(Exception e) => e switch
    {
        SqliteException sqlite => IsUnavailability(sqlite.SqliteErrorCode),
        PostgresException
        {
            SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        } => false,
        // A standby, not promoted yet.
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or TimeoutException,
        DbException database => database.IsTransient,
        _ => false,
    };

    // https://www.sqlite.org/rescode.html: busy, locked, read-only, input or output, full, cannot open.
    private static bool IsUnavailability(int code) => code is 5 or 6 or 8 or 10 or 13 or 14;
}
