using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>
/// The line between the bot and PostgreSQL: sees each transaction's words and can stop its commit, or the answer to
/// it.
/// </summary>
internal sealed class PostgresLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Breakpoints holds;
    private readonly int target;
    private readonly ConcurrentDictionary<Connection, bool> connections = new();
    private volatile bool isCut;

    public PostgresLine(Breakpoints holds, int target)
    {
        this.holds = holds;
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The server is gone: what is connected breaks, and nobody new gets in.</summary>
    public void Cut()
    {
        isCut = true;

        foreach (var connection in connections.Keys)
            connection.Break();
    }

    public void Mend() => isCut = false;

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The line is closed.
        }
    }

    private async Task ServeAsync(TcpClient bot)
    {
        if (isCut)
        {
            bot.Dispose();
            return;
        }

        var connection = new Connection(holds, bot, new TcpClient(), target);
        connections[connection] = true;
        await connection.RunAsync();
        connections.TryRemove(connection, out _);
    }

    /// <summary>
    /// Frames of the published protocol: a type, a length that counts itself, and the rest; only the first frames have
    /// no type.
    /// </summary>
    private sealed class Connection(Breakpoints holds, TcpClient bot, TcpClient server, int target)
    {
        private const int EncryptionAsked = 80877103;
        private const int GssAsked = 80877104;

        private volatile Hold? answerHeld;

        public void Break()
        {
            bot.Dispose();
            server.Dispose();
        }

        public async Task RunAsync()
        {
            try
            {
                bot.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, target);
                await Task.WhenAny(SpeakAsync(), ListenAsync()).Unwrap();
            }
            catch (Exception e)
                when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone: what was not committed never will be.
            }
            finally
            {
                Break();
            }
        }

        private async Task SpeakAsync()
        {
            var from = bot.GetStream();
            var to = server.GetStream();
            await GreetAsync(from, to);
            var words = new StringBuilder();
            var head = new byte[5];

            while (true)
            {
                await from.ReadExactlyAsync(head);
                var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4];
                await from.ReadExactlyAsync(rest);
                var text = Encoding.Latin1.GetString(rest);

                if (head[0] == 'Q' && text.StartsWith("COMMIT", StringComparison.Ordinal))
                {
                    var transaction = words.ToString();
                    words.Clear();
                    await holds.StopIfHeldAsync(Side.Request, transaction);
                    answerHeld = holds.Find(Side.Answer, transaction);
                }
                else if (head[0] == 'Q' && text.StartsWith("BEGIN", StringComparison.Ordinal))
                    words.Clear();
                else
                    words.Append(text);

                await to.WriteAsync((byte[])[.. head, .. rest]);
            }
        }

        private async Task ListenAsync()
        {
            var from = server.GetStream();
            var to = bot.GetStream();
            var buffer = new byte[64 * 1024];

            while (await from.ReadAsync(buffer) is > 0 and var read)
            {
                if (answerHeld is { } hold)
                    await holds.StopAsync(hold);

                await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        private static async Task GreetAsync(NetworkStream from, NetworkStream to)
        {
            var head = new byte[8];
            int code;

            do
            {
                await from.ReadExactlyAsync(head);
                code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
                var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - 8];
                await from.ReadExactlyAsync(rest);
                await to.WriteAsync((byte[])[.. head, .. rest]);
            }
            while (code is EncryptionAsked or GssAsked);
        }
    }
}
