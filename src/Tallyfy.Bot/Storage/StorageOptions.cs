using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>Where the bot keeps what it must not forget; the address itself is <c>ConnectionStrings:Bot</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    public const string ConnectionName = "Bot";

    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    [Required(ErrorMessage = "ConnectionStrings:Bot is missing; for a file beside the bot use \"Data Source=tallyfy-bot.db\".")]
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
