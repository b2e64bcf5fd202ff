using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>What the bot keeps in files, and reads from them: no command writes there.</summary>
internal sealed class OwnFiles(
    IOptions<StorageOptions> storage, IOptions<TrailOptions> trail, IHostEnvironment environment)
{
    public IEnumerable<string> List()
    {
        foreach (var file in StoreFile.ListAll(storage.Value.ConnectionString))
            yield return file;

        if (trail.Value.WitnessFile is { Length: > 0 } witness)
            yield return witness;

        foreach (var settings in Directory.EnumerateFiles(environment.ContentRootPath, "appsettings*.json"))
            yield return settings;
    }
}
