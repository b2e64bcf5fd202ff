using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>Where the bot keeps what it must not forget; the address itself is <c>ConnectionStrings:Bot</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    public const string ConnectionName = "Bot";

    /// <summary>The kind of store.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>
    /// Where the store is: the file (<c>Data Source=tallyfy-bot.db</c>), or the PostgreSQL database as Npgsql writes
    /// it (<c>Host=…;Database=…;Username=…</c>). The shipped file names the first.
    /// </summary>
    [Required(ErrorMessage =
        "ConnectionStrings:Bot is missing; for a file beside the bot use \"Data Source=tallyfy-bot.db\".")]
    public string ConnectionString { get; set; } = "";
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
