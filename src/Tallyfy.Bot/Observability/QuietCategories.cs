using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Observability;

/// <summary>
/// Categories of the framework that write the path of a request, and that of a webhook or a sign-in is a secret. No
/// setting turns them on, not even one for a single provider, which would go before any filter of ours: each rule is
/// guarded.
/// </summary>
internal sealed class QuietCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly (string Category, LogLevel From)[] Quiet =
    [
        // Puts the path around every line that is logged during a request, as long as anything of it is on.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.Warning), // codes and tokens, as they come
        ("Microsoft.AspNetCore.Routing", LogLevel.Warning),
        ("Microsoft.AspNetCore.HostFiltering", LogLevel.Warning),
        ("Microsoft.AspNetCore.HttpsPolicy", LogLevel.Warning),
        ("Microsoft.AspNetCore.Rewrite", LogLevel.Warning),
        ("Microsoft.AspNetCore.StaticFiles", LogLevel.Warning),
        ("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Warning), // the line it could not read
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // Where no rule fits there is no guard either: the first one fits everything, and any other goes before it.
        List<LoggerFilterRule> guarded =
            [.. options.Rules.Prepend(new LoggerFilterRule(null, null, options.MinLevel, null)).Select(Guard)];
        options.Rules.Clear();

        foreach (var rule in guarded)
            options.Rules.Add(rule);
    }

    private static LoggerFilterRule Guard(LoggerFilterRule rule) => new(
        rule.ProviderName,
        rule.CategoryName,
        rule.LogLevel,
        (provider, category, level) =>
            MayWrite(category, level) && rule.Filter?.Invoke(provider, category, level) is not false);

    private static bool MayWrite(string? category, LogLevel level) => !Array.Exists(
        Quiet,
        one => category?.StartsWith(one.Category, StringComparison.Ordinal) is true
            && (one.From is LogLevel.None || level < one.From));
}
