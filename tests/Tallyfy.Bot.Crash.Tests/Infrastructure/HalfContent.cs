using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>A body that stops in the middle: it is asked for only when the bot has said that it reads.</summary>
internal sealed class HalfContent : HttpContent
{
    private readonly byte[] bytes;
    private readonly Hold half;

    public HalfContent(string text, Hold half)
    {
        bytes = Encoding.UTF8.GetBytes(text);
        this.half = half;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await stream.FlushAsync();
        half.Arrive();
        await new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
