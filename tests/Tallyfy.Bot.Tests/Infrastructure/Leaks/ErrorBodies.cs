using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tallyfy.Bot.Tests.Infrastructure.Leaks;

/// <summary>
/// In front of everything the bot answers: a body that goes with an error is looked through as it leaves.
/// </summary>
internal sealed class ErrorBodies(LeakScan leaks) : IStartupFilter
{
    /// <summary>Answers instead of the bot; null lets it answer.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            TelemetryTap.Mark(Activity.Current, leaks);
            var body = context.Response.Body;
            await using var copy = new Copy(body);
            context.Response.Body = copy;

            try
            {
                await (Instead is { } answer ? answer(context) : following(context));
            }
            finally
            {
                context.Response.Body = body;

                if (IsError(context.Response.StatusCode, copy.Text))
                    leaks.Note(LeakChannel.ErrorBody, copy.Text);
            }
        });
        next(app);
    };

    // An invoke is answered with 200, and its own status is inside.
    private static bool IsError(int status, string body) =>
        status >= 400
        || body.StartsWith("{\"statusCode\":4", StringComparison.Ordinal)
        || body.StartsWith("{\"statusCode\":5", StringComparison.Ordinal);

    private sealed class Copy(Stream inner) : Stream
    {
        private readonly MemoryStream passed = new();

        public string Text => Encoding.UTF8.GetString(passed.GetBuffer(), 0, (int)passed.Length);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count)
        {
            passed.Write(buffer, offset, count);
            inner.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            passed.Write(buffer.Span);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            passed.Dispose();
            base.Dispose(disposing);
        }
    }
}
