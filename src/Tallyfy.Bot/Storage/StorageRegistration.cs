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
            builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
            builder.Services.AddOptions<StorageOptions>()
                .BindConfiguration(StorageOptions.Section)
                .Configure<IConfiguration>((options, configuration) =>
                    options.ConnectionString = configuration.GetConnectionString(StorageOptions.ConnectionName) ?? "")
                .ValidateOnStart();

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            builder.Services.AddSingleton<StoreFile>();
            builder.Services.AddSingleton(Source);
            builder.Services.AddSingleton<Migrations>();
            builder.Services.AddSingleton<Database>();
            builder.Services.AddSingleton<Heartbeat>();
            builder.Services.AddHostedService<StorageStartup>();
        }
    }

    private static DbDataSource Source(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;

        return options.Provider is StorageProvider.Sqlite
            ? SqliteFactory.Instance.CreateDataSource(provider.GetRequiredService<StoreFile>().ConnectionString)
            : NpgsqlDataSource.Create(options.ConnectionString);
    }
}
