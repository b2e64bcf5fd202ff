using System.Security.Authentication;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>Says in a sentence why a store could not be opened, with nothing in it that is secret.</summary>
internal static class StoreRefusal
{
    private const string Setting = $"ConnectionStrings:{StorageOptions.ConnectionName}";

    /// <summary>Null for what is no fault of the store's.</summary>
    public static StoreRefusedException? Find(Exception e, StorageOptions options)
    {
        for (Exception? one = e; one is not null; one = one.InnerException)
        {
            if (one is StoreRefusedException refused)
                return refused;

            if (Describe(one, options) is { } found)
                return new StoreRefusedException(found.Sentence, found.Fault, e);
        }

        return null;
    }

    private static (string Sentence, StoreFault Fault)? Describe(Exception e, StorageOptions options) => e switch
    {
        SqliteException sqlite => OfFile(sqlite.SqliteErrorCode, StoreFile.PathOf(options.ConnectionString)),
        PostgresException postgres => OfServer(postgres.SqlState, new NpgsqlConnectionStringBuilder(
            options.ConnectionString)),
        NpgsqlException npgsql => OfConnection(npgsql, new NpgsqlConnectionStringBuilder(options.ConnectionString)),
        _ => null,
    };

    // https://www.sqlite.org/rescode.html
    private static (string, StoreFault)? OfFile(int code, string path) => code switch
    {
        3 or 8 or 23 => (
            $"The store {path} can only be read: let the bot's user write it and its folder, and open it for writing "
            + $"in {Setting}.",
            StoreFault.Settings),
        14 => (
            $"The store {path} cannot be opened: {Setting} has to name a file in a folder where the bot's user may "
            + "write.",
            StoreFault.Settings),
        26 => (
            $"{path} is no store of this bot, or one that is encrypted: name another file in {Setting}, or restore a "
            + "backup.",
            StoreFault.Settings),
        11 => ($"The store {path} is damaged: restore a backup.", StoreFault.Disk),
        13 => ($"The disk of the store {path} is full: make room, and start again.", StoreFault.Disk),
        10 => ($"The disk of the store {path} does not read or write: look at it before anything else.",
            StoreFault.Disk),
        5 or 6 => (
            $"The store {path} is locked by another program: end that, a backup for example, and start again.",
            StoreFault.Unavailable),
        _ => null,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static (string, StoreFault)? OfServer(string state, NpgsqlConnectionStringBuilder to) => state switch
    {
        ['2', '8', ..] => (
            $"PostgreSQL at {At(to)} does not let {to.Username} in: look at Username and Password in {Setting}, and at "
            + "the server's pg_hba.conf.",
            StoreFault.Settings),
        PostgresErrorCodes.InvalidCatalogName => (
            $"PostgreSQL at {At(to)} has no database {to.Database}: create it, or name another in {Setting}.",
            StoreFault.Settings),
        PostgresErrorCodes.InsufficientPrivilege => (
            $"PostgreSQL at {At(to)} does not let {to.Username} make tables in {to.Database}: grant it create on the "
            + "schema, or make it the owner.",
            StoreFault.Settings),
        PostgresErrorCodes.ReadOnlySqlTransaction => (
            $"PostgreSQL at {At(to)} only reads: name the server that takes writes in {Setting}.",
            StoreFault.Unavailable),
        ['5', '3', '1', ..] or ['5', '8', ..] or ['X', 'X', ..] => (
            $"PostgreSQL at {At(to)} cannot keep anything ({state}): look at its disk.", StoreFault.Disk),
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] => (
            $"PostgreSQL at {At(to)} takes no connection at the moment ({state}): start again when it does.",
            StoreFault.Unavailable),
        _ => null,
    };

    private static (string, StoreFault)? OfConnection(NpgsqlException e, NpgsqlConnectionStringBuilder to) =>
        e.InnerException switch
        {
            AuthenticationException => (
                $"PostgreSQL at {At(to)} and the bot agree on no TLS connection: look at SSL Mode and Root Certificate "
                + $"in {Setting}.",
                StoreFault.Settings),
            null when !e.IsTransient => (
                $"PostgreSQL at {At(to)} cannot be used as {Setting} says: look at its Password, SSL Mode and other "
                + "parts.",
                StoreFault.Settings),
            _ => (
                $"PostgreSQL does not answer at {At(to)}: is it there, and does Host in {Setting} name it?",
                StoreFault.Unavailable),
        };

    private static string At(NpgsqlConnectionStringBuilder to) => $"{to.Host}:{to.Port}";
}
