using System.Globalization;
using System.Text;

namespace Tallyfy.Client.Http;

/// <summary>Builds paths whose segments and values cannot break out of their place.</summary>
internal static class TallyfyPath
{
    public static string Join(params ReadOnlySpan<string> segments)
    {
        var path = new StringBuilder();
        foreach (var segment in segments)
        {
            // "." and ".." survive escaping, and Uri would resolve them into another endpoint.
            if (string.IsNullOrWhiteSpace(segment) || segment is "." or "..")
                throw new ArgumentException("An id in a Tallyfy path is empty or only dots.", nameof(segments));

            path.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return path.ToString();
    }

    public static string WithQuery(this string path, string name, string? value) =>
        value is null ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    public static string WithQuery(this string path, string name, int value) =>
        path.WithQuery(name, value.ToString(CultureInfo.InvariantCulture));
}
