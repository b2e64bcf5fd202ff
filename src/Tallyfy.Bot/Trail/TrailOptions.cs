using Microsoft.Extensions.Options;
using Tallyfy.Bot.Settings;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// What the trail is sealed with. It is never in the database: whoever may write there could seal what they please.
/// </summary>
internal sealed class TrailOptions
{
    public const string Section = "Trail";

    /// <summary>
    /// The key that seals the trail: 32 or more random bytes in base64, kept outside the database. It is demanded
    /// outside Development.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Former keys. Older entries are checked with them, and nothing is sealed with them any more.</summary>
    public IReadOnlyList<string> PreviousKeys { get; init; } = [];

    /// <summary>
    /// A file that gets a line for each head, best where the database's administrator cannot write. It is read at start
    /// and by "trail verify": an older store than it names is noticed.
    /// </summary>
    public string? WitnessFile { get; init; }

    /// <summary>
    /// An address of the operator's that each signed head is posted to as JSON; https, or this machine.
    /// </summary>
    public Uri? WitnessUrl { get; init; }
}

/// <summary>Refuses to start without a key that nobody can guess.</summary>
internal sealed class TrailOptionsValidator(IHostEnvironment environment, IConfiguration configuration)
    : IValidateOptions<TrailOptions>
{
    private const int FewestBytes = 32;

    public ValidateOptionsResult Validate(string? name, TrailOptions options)
    {
        if (options.Key is null && !environment.IsDevelopment())
            return ValidateOptionsResult.Fail(
                "Trail:Key is missing: 32 or more random bytes in base64, kept outside the database, such as "
                + "\"openssl rand -base64 32\" prints.");

        var faults = options.PreviousKeys
            .Select((former, number) => FindFault($"Trail:PreviousKeys:{number}", former))
            .Prepend(options.Key is { } key ? FindFault("Trail:Key", key) : null)
            .OfType<string>().ToList();

        faults.AddRange(options.PreviousKeys.Index().Where(former => former.Item == options.Key).Select(former =>
            $"Trail:PreviousKeys:{former.Index} is Trail:Key itself: put a new key into Trail:Key, or take this one "
            + "out of the former ones."));

        if (options.WitnessUrl is { } url && !(url.IsAbsoluteUri
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))))
            faults.Add("Trail:WitnessUrl must be an address that begins with https://, or one of this machine.");

        if (options.WitnessFile is { Length: > 0 } witness && FindFault(witness) is { } fault)
            faults.Add(fault);

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // Lines are added to it: in another file they would be somebody's loss.
    private string? FindFault(string witness)
    {
        var store = configuration.GetConnectionString(StorageOptions.ConnectionName) ?? "";

        if (StoreFile.ListAll(store).Contains(Path.GetFullPath(witness)) || Directory.Exists(witness))
            return "Trail:WitnessFile must be a file of its own, and neither a folder nor one of the store's.";

        try
        {
            return !File.Exists(witness) || new FileInfo(witness).Length == 0
                || File.ReadLines(witness).Any(HeadLine.IsBegin)
                ? null
                : "Trail:WitnessFile names a file that is there and has no heads: name a new one.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "Trail:WitnessFile names a file that the bot's user cannot read: let it read and write there.";
        }
    }

    // Said without the key.
    private string? FindFault(string name, string key)
    {
        var bytes = new byte[key.Length];

        if (!Convert.TryFromBase64String(key, bytes, out var length) || length < FewestBytes)
            return $"{name} must be {FewestBytes} or more bytes in base64.";

        if (bytes.AsSpan(0, length).SequenceEqual(TrailKeys.OfTheDesk) && !environment.IsDevelopment())
            return $"{name} must be a key of your own, and is one that everybody can read in this program's source.";

        return SecretContent.Has(bytes.AsSpan(0, length), SecretContent.OfKey)
            ? null
            : $"{name} must be random, and has too little in it: \"openssl rand -base64 32\" prints one.";
    }
}
