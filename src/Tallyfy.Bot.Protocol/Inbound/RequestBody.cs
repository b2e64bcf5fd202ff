using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>Reads a body up to a limit, whether or not its length was announced.</summary>
internal static class RequestBody
{
    public static GateResult.Refused TooLarge { get; } =
        new(StatusCodes.Status413PayloadTooLarge, "The body is larger than 256 KB.");

    /// <summary>Null when the body is larger than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;

        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);

            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
