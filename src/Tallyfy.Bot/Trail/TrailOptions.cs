using Microsoft.Extensions.Options;

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
}

/// <summary>Refuses to start without a key that nobody can guess.</summary>
internal sealed class TrailOptionsValidator(IHostEnvironment environment) : IValidateOptions<TrailOptions>
{
    private const int FewestBytes = 32;

    public ValidateOptionsResult Validate(string? name, TrailOptions options)
    {
        if (options.Key is null && !environment.IsDevelopment())
            return ValidateOptionsResult.Fail(
                "Trail:Key is missing: 32 or more random bytes in base64, kept outside the database, such as "
                + "\"openssl rand -base64 32\" prints.");

        // Said without the key.
        if (options.Key is { } key && !IsStrong(key))
            return ValidateOptionsResult.Fail("Trail:Key must be 32 or more bytes in base64.");

        return options.PreviousKeys.All(IsStrong)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Each of Trail:PreviousKeys must be 32 or more bytes in base64.");
    }

    private static bool IsStrong(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) && length >= FewestBytes;
    }
}
