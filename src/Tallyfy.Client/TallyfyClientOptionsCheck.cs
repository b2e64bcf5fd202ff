using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Tallyfy.Client.Http;

namespace Tallyfy.Client;

/// <summary>Names every setting that cannot work, before the first request.</summary>
internal sealed class TallyfyClientOptionsCheck : IValidateOptions<TallyfyClientOptions>
{
    public ValidateOptionsResult Validate(string? name, TallyfyClientOptions options)
    {
        string?[] complaints =
        [
            CheckAddress(nameof(options.BaseAddress), options.BaseAddress),
            CheckAddress(nameof(options.TokenAddress), options.TokenAddress),
            string.IsNullOrWhiteSpace(options.ClientHeader) ? $"{nameof(options.ClientHeader)} is empty." : null,
            ProductInfoHeaderValue.TryParse(options.UserAgent, out var product) && product.Product?.Version is not null
                ? null
                : $"{nameof(options.UserAgent)} is not a product and its version, such as \"Tallyfy.Client/1.0.0\".",
            CheckTimeout(nameof(options.ReadTimeout), options.ReadTimeout),
            CheckTimeout(nameof(options.WriteTimeout), options.WriteTimeout),
            CheckTimeout(nameof(options.TransferTimeout), options.TransferTimeout),
            options.MaxDownloadBytes < 1 ? $"{nameof(options.MaxDownloadBytes)} is less than 1." : null,
            options.MaxResponseBytes < 1 ? $"{nameof(options.MaxResponseBytes)} is less than 1." : null,
            options.ReadRetries is < 0 or > 10 ? $"{nameof(options.ReadRetries)} is not between 0 and 10." : null,
            options.RetryDelay < TimeSpan.Zero ? $"{nameof(options.RetryDelay)} is negative." : null,
            options.MaxRetryAfter < TimeSpan.Zero ? $"{nameof(options.MaxRetryAfter)} is negative." : null,
        ];
        var failures = complaints.OfType<string>().ToArray();
        return failures is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? CheckAddress(string name, Uri? address) =>
        address is { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? null
            : $"{name} is not an absolute http(s) address without query, fragment or user.";

    // Polly's bounds for a timeout.
    private static string? CheckTimeout(string name, TimeSpan timeout) =>
        timeout < TimeSpan.FromMilliseconds(10) || timeout > TimeSpan.FromHours(24)
            ? $"{name} is not between 10 ms and 24 h."
            : null;
}
