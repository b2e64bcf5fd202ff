using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Tallyfy.Bot.Storage;

internal static class StorageRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddStorage()
        {
            builder.AddDatabase();
            builder.Services.AddSingleton<StoreFile>();
            builder.Services.AddSingleton(provider => Source(
                provider, () => provider.GetRequiredService<StoreFile>().ConnectionString));
            builder.Services.AddSingleton<Migrations>();
            builder.Services.AddSingleton<StorageStartup>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<StorageStartup>());
        }

        /// <summary>
        /// The same store for a command that changes a row at a time: SQLite lets it in beside the bot that holds the
        /// file.
        /// </summary>
        public void AddStoreBesideTheBot()
        {
            builder.AddDatabase();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton(provider => Source(
                provider,
                () => StoreFile.Find(
                    provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString)));
        }

        private void AddDatabase()
        {
            builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
            builder.Services.AddOptions<StorageOptions>()
                .BindConfiguration(StorageOptions.Section)
                .Configure<IConfiguration>((options, configuration) =>
                    options.ConnectionString = configuration.GetConnectionString(StorageOptions.ConnectionName) ?? "")
                .ValidateOnStart();

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            builder.Services.AddSingleton<Database>();
            builder.Services.AddSingleton<Heartbeat>();
        }
    }

    private static DbDataSource Source(IServiceProvider provider, Func<string> file)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;

        return options.Provider is StorageProvider.Sqlite
            ? SqliteFactory.Instance.CreateDataSource(file())
            : NpgsqlDataSource.Create(options.ConnectionString);
    }
}
