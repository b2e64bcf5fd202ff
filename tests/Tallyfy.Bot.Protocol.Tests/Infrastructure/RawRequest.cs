using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>A request letter by letter, for what a decent HTTP client refuses to send.</summary>
internal static class RawRequest
{
    public static async Task<int> StatusAsync(Uri address, IEnumerable<string> headers, string body)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var content = Encoding.UTF8.GetBytes(body);
        string[] lines =
        [
            "POST /api/messages HTTP/1.1",
            $"Host: {address.Authority}",
            "Content-Type: application/json",
            "Connection: close",
            .. headers,
            "",
            "",
        ];

        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), cancellationToken);
        await stream.WriteAsync(content, cancellationToken);

        using var reader = new StreamReader(stream);
        var statusLine = await reader.ReadLineAsync(cancellationToken);
        return int.Parse(statusLine!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
