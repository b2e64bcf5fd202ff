using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>Where the bot keeps what it must not forget; the address itself is <c>ConnectionStrings:Bot</c>.</summary>
internal sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";

    public const string ConnectionName = "Bot";

    private const string NoFile =
        "ConnectionStrings:Bot names no file: with Storage:Provider=Sqlite write \"Data Source=…\".";

    private const string NoDatabase =
        "ConnectionStrings:Bot names no database: with Storage:Provider=Postgres write "
        + "\"Host=…;Database=…;Username=…\".";

    /// <summary>The kind of store.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>
    /// Where the store is: the file by its whole path (<c>Data Source=/var/lib/tallyfy-bot/bot.db</c>), in a folder
    /// that is there, or the PostgreSQL database as Npgsql writes it (<c>Host=…;Database=…;Username=…</c>). The shipped
    /// file names <c>tallyfy-bot.db</c> in the folder in which the bot is started, which is for Development alone.
    /// </summary>
    [Required(ErrorMessage =
        "ConnectionStrings:Bot is missing; for a file write \"Data Source=\" and its whole path.")]
    public string ConnectionString { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ConnectionString.Length > 0 && FindFault() is { } fault)
            yield return new ValidationResult(fault);
    }

    private string? FindFault()
    {
        try
        {
            return Provider is StorageProvider.Sqlite
                ? FindFault(new SqliteConnectionStringBuilder(ConnectionString))
                : new NpgsqlConnectionStringBuilder(ConnectionString).Host?.Length > 0 ? null : NoDatabase;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException
            or OverflowException)
        {
            return Provider is StorageProvider.Sqlite ? NoFile : NoDatabase;
        }
    }

    // A store in memory would forget with the process; and every connection would have one of its own.
    private static string? FindFault(SqliteConnectionStringBuilder given) => given switch
    {
        { DataSource: "" } => NoFile,
        { Mode: SqliteOpenMode.Memory } or { DataSource: ":memory:" } =>
            "ConnectionStrings:Bot keeps the store in memory, where it is gone with the process: name a file in "
            + "\"Data Source=…\", without Mode=Memory.",
        _ when given.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) =>
            "ConnectionStrings:Bot names an address: write the path of a file, \"Data Source=…\", without file: and "
            + "what follows a question mark.",
        _ when given.DataSource.Contains('\0', StringComparison.Ordinal) => NoFile,
        { Password.Length: > 0 } =>
            "ConnectionStrings:Bot has a Password, and a store that is a file has none: leave it out, and keep the "
            + "file on an encrypted disk.",
        { Vfs.Length: > 0 } => "ConnectionStrings:Bot has a Vfs, and this program uses none: leave it out.",
        { DefaultTimeout: < 0 } => "ConnectionStrings:Bot has a Default Timeout below 0: leave it out.",
        _ => null,
    };
}

internal enum StorageProvider
{
    /// <summary>One file, one process.</summary>
    Sqlite,

    /// <summary>Any number of processes as equals.</summary>
    Postgres,
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
