using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

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
            builder.Services.AddSingleton<Migrations>();
            builder.Services.AddSingleton<StoreFile>();
            builder.Services.AddSingleton<DbDataSource>(provider =>
                SqliteFactory.Instance.CreateDataSource(provider.GetRequiredService<StoreFile>().ConnectionString));
            builder.Services.AddSingleton<Database>();
            builder.Services.AddHostedService<StorageStartup>();
        }
    }
}
