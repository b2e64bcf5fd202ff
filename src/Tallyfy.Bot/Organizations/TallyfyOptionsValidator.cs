using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Organizations;

/// <summary>Refuses to start without a usable organization, and names every key that is missing.</summary>
internal sealed partial class TallyfyOptionsValidator : IValidateOptions<TallyfyOptions>
{
    public ValidateOptionsResult Validate(string? name, TallyfyOptions options)
    {
        var failures = options.All
            .SelectMany((organization, index) => Failures(organization, $"organization {index} of Tallyfy"))
            .Concat(AddressFailures(options))
            .ToList();

        if (options.All.Count == 0)
            failures.Add(
                "Tallyfy:Organization is missing, and with it Tallyfy:AccessToken, or Tallyfy:ClientId, "
                + "Tallyfy:ClientSecret and Tallyfy:ServiceUser.");

        if (options.All.GroupBy(organization => organization.Organization).Any(group => group.Count() > 1))
            failures.Add("An organization is named twice in Tallyfy:Organizations.");

        failures.AddRange(WebhookFailures(options));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(OrganizationOptions options, string place)
    {
        if (string.IsNullOrWhiteSpace(options.Organization))
            yield return $"Organization is missing in {place}: the 32-character id from Tallyfy's settings.";

        if (options.AccessToken is { } token && string.IsNullOrWhiteSpace(token))
            yield return $"AccessToken is empty in {place}.";

        if (options.AccessToken is not null && options.IsApplication)
            yield return $"AccessToken and ClientId/ClientSecret/ServiceUser are both set in {place}: choose one.";

        if (options.AccessToken is null && !options.IsApplication)
            yield return $"AccessToken, or ClientId, ClientSecret and ServiceUser, are missing in {place}.";

        if (options.IsApplication && string.IsNullOrWhiteSpace(options.ClientId))
            yield return $"ClientId is missing in {place}.";

        if (options.IsApplication && string.IsNullOrWhiteSpace(options.ClientSecret))
            yield return $"ClientSecret is missing in {place}.";

        if (options.IsApplication && string.IsNullOrWhiteSpace(options.ServiceUser))
            yield return $"ServiceUser (an administrator's e-mail address) is missing in {place}.";
    }

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

        foreach (var link in new[] { options.RunTaskLink, options.StandaloneTaskLink })
        {
            if (!Uri.TryCreate(link.Replace('{', 'x').Replace('}', 'x'), UriKind.Absolute, out var uri)
                || uri.Scheme is not ("https" or "http"))
                yield return $"\"{link}\" is not a web address; Tallyfy:RunTaskLink and "
                    + "Tallyfy:StandaloneTaskLink must be.";
        }
    }
}
