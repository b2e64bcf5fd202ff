namespace Tallyfy.Bot.Listening;

/// <summary>Where the program is told to listen to everybody, found as ASP.NET finds it.</summary>
internal static class ConfiguredAddresses
{
    /// <summary>What is no address is left to <see cref="TryServer"/>, which refuses it.</summary>
    public static IReadOnlyList<ListenAddress> Of(IConfiguration configuration) =>
        [.. Written(configuration).Select(ListenAddress.Find).OfType<ListenAddress>()];

    /// <summary>The first that is none; a socket in the file system is one of the server's own.</summary>
    public static string? FindUnreadable(IConfiguration configuration) =>
        Written(configuration).FirstOrDefault(one =>
            ListenAddress.Find(one) is null && !one.Contains("://unix:/", StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> Written(IConfiguration configuration)
    {
        string[] endpoints =
        [
            .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(one => one["Url"]).OfType<string>(),
        ];
        string[] ports =
        [
            .. Parts(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Parts(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];

        return endpoints is not [] ? endpoints
            : Parts(configuration["urls"]) is { Length: > 0 } urls ? urls
            : ports is not [] ? ports
            : ["http://localhost:5000"];
    }

    private static string[] Parts(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
