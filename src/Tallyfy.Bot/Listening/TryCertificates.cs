using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Tallyfy.Bot.Listening;

/// <summary>
/// Looks when the server's certificates end: the server would start with one that is over, and nobody would come in.
/// </summary>
internal static class TryCertificates
{
    /// <param name="configuration">The server has read it before, and all certificates in it.</param>
    /// <param name="environment">Where paths begin.</param>
    /// <param name="time">What time it is.</param>
    /// <exception cref="CannotListenException">One is over, or is to begin.</exception>
    public static void Execute(IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
    {
        foreach (var section in Find(configuration.GetSection("Kestrel")))
        {
            if (section["Path"] is not { Length: > 0 } path)
                continue;

            using var certificate = Load(Path.Combine(environment.ContentRootPath, path), section["Password"]);
            var (begin, end) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
            var now = time.GetUtcNow().UtcDateTime;

            if (now < begin || now > end)
                throw new CannotListenException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The certificate {path} {(now > end ? "ended at" : "begins only at")} "
                    + $"{(now > end ? end : begin):u}: put another one where {section.Path} names it."));
        }
    }

    // Those of endpoints, of names at one endpoint, and the one for all.
    private static IEnumerable<IConfigurationSection> Find(IConfigurationSection kestrel) =>
    [
        .. kestrel.GetSection("Certificates").GetChildren(),
        .. kestrel.GetSection("Endpoints").GetChildren()
            .SelectMany(endpoint => endpoint.GetSection("Sni").GetChildren().Prepend(endpoint))
            .Select(one => one.GetSection("Certificate")),
    ];

    private static X509Certificate2 Load(string path, string? password) =>
        X509Certificate2.GetCertContentType(path) is X509ContentType.Pkcs12
            ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
            : X509CertificateLoader.LoadCertificateFromFile(path);
}
