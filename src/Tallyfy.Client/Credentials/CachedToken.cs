using System.Diagnostics.CodeAnalysis;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Credentials;

/// <summary>Holds one token until shortly before it expires; many callers cause one request.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A SemaphoreSlim holds nothing to dispose of unless its wait handle is taken.")]
internal sealed class CachedToken(TimeProvider time, Func<CancellationToken, Task<TokenAnswer>> request)
{
    // A token must outlive the request it was taken for; short ones give up a tenth of their life.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    // What OAuth recommends to assume when the answer does not say.
    private static readonly TimeSpan AssumedLifetime = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Held? held;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } ready)
            return ready.AccessToken;

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Fresh() is { } meanwhile)
                return meanwhile.AccessToken;

            var asked = time.GetUtcNow();
            var answer = await request(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref held, new Held(answer.AccessToken, asked + UsableFor(answer.ExpiresIn)));
            return answer.AccessToken;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets this token, but not a newer one that somebody got meanwhile.</summary>
    public void Discard(string refused)
    {
        var current = Volatile.Read(ref held);
        if (current?.AccessToken == refused)
            Interlocked.CompareExchange(ref held, null, current);
    }

    private Held? Fresh() =>
        Volatile.Read(ref held) is { } current && time.GetUtcNow() < current.Until ? current : null;

    private static TimeSpan UsableFor(long? expiresIn)
    {
        var lifetime = expiresIn is > 0 and < int.MaxValue and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : AssumedLifetime;
        var tenth = lifetime / 10;
        return lifetime - (tenth < Margin ? tenth : Margin);
    }

    private sealed record Held(string AccessToken, DateTimeOffset Until);
}
