using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Settings;

namespace Tallyfy.Bot.Organizations;

/// <summary>Refuses to start without a usable organization, and names every key that is missing.</summary>
internal sealed partial class TallyfyOptionsValidator(IHostEnvironment environment) : IValidateOptions<TallyfyOptions>
{
    public ValidateOptionsResult Validate(string? name, TallyfyOptions options)
    {
        var failures = options.All
            .SelectMany(organization => Failures(organization, options.PlaceOf(organization)))
            .Concat(AddressFailures(options))
            .ToList();

        if (options.All.Count == 0)
            failures.Add(
                "Tallyfy:Organization is missing, and with it Tallyfy:AccessToken, or Tallyfy:ClientId, "
                + "Tallyfy:ClientSecret and Tallyfy:ServiceUser.");

        if (options.All.GroupBy(organization => organization.Organization).Any(group => group.Count() > 1))
            failures.Add("An organization is named twice in Tallyfy:Organizations.");

        failures.AddRange(WebhookFailures(options));
        var isDesk = environment.IsDevelopment() || options.BaseUrl is { IsAbsoluteUri: true, IsLoopback: true };
        failures.AddRange(options.All.SelectMany(organization =>
            WeakSecrets(organization, options.PlaceOf(organization), isDesk)));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(OrganizationOptions options, string place)
    {
        if (string.IsNullOrWhiteSpace(options.Organization))
            yield return $"{place}:Organization is missing: the 32-character id from Tallyfy's settings.";
        else if (!options.Organization.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_'))
            yield return $"{place}:Organization must be the id alone, as Tallyfy's settings show it: letters and "
                + "digits, no address and no blank.";

        if (options.AccessToken is { } token && string.IsNullOrWhiteSpace(token))
            yield return $"{place}:AccessToken is empty.";
        else if (options.AccessToken?.Trim().All(IsOfToken) is false)
            yield return $"{place}:AccessToken must be the token alone, without \"Bearer\" before it, and without "
                + "blanks and letters that no token has.";

        if (options.AccessToken is not null && options.IsApplication)
            yield return $"{place}:AccessToken and an application ({place}:ClientId) are both set: choose one.";

        if (options.AccessToken is null && !options.IsApplication)
            yield return $"{place}:AccessToken is missing, or else {place}:ClientId, ClientSecret and ServiceUser.";

        if (options.IsApplication && string.IsNullOrWhiteSpace(options.ClientId))
            yield return $"{place}:ClientId is missing.";

        if (options.IsApplication && string.IsNullOrWhiteSpace(options.ClientSecret))
            yield return $"{place}:ClientSecret is missing.";

        if (options.IsApplication && string.IsNullOrWhiteSpace(options.ServiceUser))
            yield return $"{place}:ServiceUser is missing: an administrator's e-mail address.";

        foreach (var (number, tenant) in options.Tenants.Index())
        {
            if (!Guid.TryParseExact(tenant, "D", out _))
                yield return $"{place}:Tenants:{number} must be the tenant's id as Entra shows it, with its hyphens, "
                    + "and not its domain.";
        }
    }

    // What a header can carry (RFC 6750, token68), and the bar that some issuers put in.
    private static bool IsOfToken(char sign) =>
        char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '_' or '~' or '+' or '/' or '=' or '|';

    // Said without the secret: what is wrong with it may be a single letter.
    private static IEnumerable<string> WebhookFailures(TallyfyOptions options)
    {
        var secrets = options.All.SelectMany(organization => organization.AllWebhookSecrets).ToList();

        if (secrets.Any(secret => !SecretShape().IsMatch(secret)))
            yield return "A WebhookSecret has 24 to 200 letters, digits, - and _, because it is part of an "
                + "address nobody may guess.";

        if (secrets.Distinct().Count() < secrets.Count)
            yield return "Each WebhookSecret may be used once: it tells whose webhook it is.";

        if (options.PublicUrl is { } address
            && !(address.IsAbsoluteUri
                && IsPlain(address)
                && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)))
            yield return "Tallyfy:PublicUrl must be a whole web address that begins with https, without a user, ? "
                + "or #.";

        if (options.PublicUrl is not null && secrets.Count == 0)
            yield return "Tallyfy:WebhookSecret is missing: with Tallyfy:PublicUrl, webhooks are asked for, and "
                + "they need one.";
    }

    // An example's secret is a desk's: everybody else can read it too.
    private static IEnumerable<string> WeakSecrets(OrganizationOptions options, string place, bool isDesk)
    {
        (string Key, string? Secret)[] issued =
            [("AccessToken", options.AccessToken), ("ClientSecret", options.ClientSecret)];
        var own = options.WebhookSecrets
            .Select((secret, number) => (Key: $"WebhookSecrets:{number}", Secret: secret))
            .Concat(options.WebhookSecret is { } first ? [("WebhookSecret", first)] : []);

        foreach (var (key, secret) in issued)
        {
            if (!isDesk && !string.IsNullOrWhiteSpace(secret)
                && (SecretContent.IsKnownToAll(secret) || !SecretContent.Has(secret, SecretContent.OfIssued)))
                yield return $"{place}:{key} must be the one that Tallyfy issued, and is an example's.";
        }

        foreach (var (key, secret) in own)
        {
            if (SecretShape().IsMatch(secret) && !SecretContent.Has(secret, SecretContent.OfLetters))
                yield return $"{place}:{key} must be random, and has too little in it: \"openssl rand -hex 24\" prints "
                    + "one.";
            else if (!isDesk && SecretContent.IsKnownToAll(secret))
                yield return $"{place}:{key} must be one of your own, and is an example's.";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{24,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SecretShape();

    private static bool IsPlain(Uri address) =>
        address is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
        && address.HostNameType is not (UriHostNameType.Unknown or UriHostNameType.Basic);

    private static IEnumerable<string> AddressFailures(TallyfyOptions options)
    {
        foreach (var (key, address) in new[] { ("BaseUrl", options.BaseUrl), ("TokenUrl", options.TokenUrl) })
        {
            if (key is "TokenUrl" && address is null)
                continue; // it follows from the other

            if (address is not { IsAbsoluteUri: true } || !IsPlain(address))
                yield return $"Tallyfy:{key} must be a whole web address, such as https://go.tallyfy.com/api, without "
                    + "a user, ? or #.";
            else if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
                yield return $"Tallyfy:{key} must begin with https: {address.Host} is not on this machine.";
        }

        foreach (var (key, link) in new[]
        {
            ("RunTaskLink", options.RunTaskLink), ("StandaloneTaskLink", options.StandaloneTaskLink),
        })
        {
            if (!Uri.TryCreate(link?.Replace('{', 'x').Replace('}', 'x'), UriKind.Absolute, out var uri)
                || uri.Scheme is not ("https" or "http"))
                yield return $"Tallyfy:{key} must be a whole web address, in which {{task}} is filled in.";
        }
    }
}
