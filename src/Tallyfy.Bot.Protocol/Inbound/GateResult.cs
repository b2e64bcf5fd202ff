using Microsoft.AspNetCore.Http;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>What the gate decided about one request.</summary>
public abstract record GateResult
{
    private GateResult()
    {
    }

    public sealed record Admitted(Activity Activity) : GateResult
    {
        /// <summary>What was read, for whoever reads it once more: the request has nothing left of it.</summary>
        public required ReadOnlyMemory<byte> Body { get; init; }
    }

    /// <summary>
    /// Not let in. The reason is one sentence of ours, for the log and, but for a 401, for the sender.
    /// </summary>
    public sealed record Refused(int Status, string Reason) : GateResult
    {
        /// <summary>Writes the refusal; a 401 is a bare challenge that explains nothing.</summary>
        public async Task WriteToAsync(HttpResponse response, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(response);

            response.StatusCode = Status;

            if (Status is StatusCodes.Status401Unauthorized)
            {
                response.Headers.WWWAuthenticate = "Bearer";
                return;
            }

            if (Status is StatusCodes.Status405MethodNotAllowed)
                response.Headers.Allow = HttpMethods.Post;

            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync(Reason, cancellationToken);
        }
    }
}
