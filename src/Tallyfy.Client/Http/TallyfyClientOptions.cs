namespace Tallyfy.Client.Http;

/// <summary>Where Tallyfy is and how patiently it is asked.</summary>
public sealed class TallyfyClientOptions
{
    /// <summary>Address before <c>/organizations/…</c>; both public hosts serve the same paths.</summary>
    public Uri BaseAddress { get; set; } = new("https://go.tallyfy.com/api");

    /// <summary>Address that issues application tokens; the documentation names three, this is the newest.</summary>
    public Uri TokenAddress { get; set; } = new("https://account.tallyfy.com/oauth/token");

    /// <summary>Value of the <c>X-Tallyfy-Client</c> header, without which Tallyfy answers 404 or 401.</summary>
    public string ClientHeader { get; set; } = "APIClient";

    /// <summary>Value of the <c>User-Agent</c> header: a product and its version, for Tallyfy's own logs.</summary>
    public string UserAgent { get; set; } =
        $"Tallyfy.Client/{typeof(TallyfyClientOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>How long one try of a read may take, its body included.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a write or a token request may take, its body included.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an upload or a download may take.</summary>
    public TimeSpan TransferTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest file that is downloaded; Tallyfy takes no larger ones than this.</summary>
    public long MaxDownloadBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>The largest answer that is read, after decompression.</summary>
    public int MaxResponseBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How often a failed read is tried again; 0 turns retries off.</summary>
    public int ReadRetries { get; set; } = 2;

    /// <summary>Delay before the first retry; it doubles and jitters from there.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A longer <c>Retry-After</c> than this is not waited for but reported to the caller.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);
}
