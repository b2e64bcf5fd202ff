namespace Tallyfy.Sandbox.Webhooks;

/// <summary>The last webhooks, lost ones too.</summary>
internal sealed class SentWebhooks
{
    private const int MaxEntries = 500;

    private readonly Lock gate = new();
    private readonly Queue<SentWebhook> entries = [];
    private long last;

    public IReadOnlyList<SentWebhook> All
    {
        get
        {
            lock (gate)
                return [.. entries];
        }
    }

    public void Add(SentWebhook sent)
    {
        lock (gate)
        {
            entries.Enqueue(sent with { Seq = ++last });
            if (entries.Count > MaxEntries)
                entries.Dequeue();
        }
    }
}
