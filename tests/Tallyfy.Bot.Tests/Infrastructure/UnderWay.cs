using System.Net;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>Requests that have left, until somebody has read their answer or given it up.</summary>
internal sealed class UnderWay
{
    private readonly object gate = new();
    private int count;

    /// <summary>Waits until there are none; false when there still are some after so long.</summary>
    public bool IsNone(TimeSpan patience)
    {
        lock (gate)
            return count == 0 || (Monitor.Wait(gate, patience) && count == 0);
    }

    public async Task<HttpResponseMessage> CountAsync(Func<Task<HttpResponseMessage>> sendAsync)
    {
        Add(1);

        try
        {
            var answer = await sendAsync();
            answer.Content = new CountedContent(answer.Content, this);
            return answer;
        }
        catch
        {
            Add(-1);
            throw;
        }
    }

    private void Add(int number)
    {
        lock (gate)
        {
            count += number;

            if (count == 0)
                Monitor.PulseAll(gate);
        }
    }

    private sealed class CountedContent : HttpContent
    {
        private readonly HttpContent inner;
        private UnderWay? underWay;

        public CountedContent(HttpContent inner, UnderWay underWay)
        {
            (this.inner, this.underWay) = (inner, underWay);

            foreach (var (name, values) in inner.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            inner.CopyToAsync(stream, context);

        protected override Task<Stream> CreateContentReadStreamAsync() => inner.ReadAsStreamAsync();

        protected override bool TryComputeLength(out long length)
        {
            length = inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();

            Interlocked.Exchange(ref underWay, null)?.Add(-1);
            base.Dispose(disposing);
        }
    }
}
