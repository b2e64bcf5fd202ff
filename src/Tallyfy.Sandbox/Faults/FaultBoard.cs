namespace Tallyfy.Sandbox.Faults;

/// <summary>The fault rules in force, in order; the first that matches strikes.</summary>
internal sealed class FaultBoard
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];

    /// <summary>Whatever is held back may go.</summary>
    public event Action? Replaced;

    public IReadOnlyList<FaultRule> InForce
    {
        get
        {
            lock (gate)
                return [.. rules];
        }
    }

    public void Replace(IEnumerable<FaultRule> faults)
    {
        lock (gate)
        {
            rules.Clear();
            rules.AddRange(faults);
        }

        Replaced?.Invoke();
    }

    public Fault? Take(string method, string path) => Take(rule => rule.Strikes(method, path))?.ToFault();

    public WebhookFault? TakeWebhook(string @event, string path) =>
        Take(rule => rule.StrikesWebhook(@event, path))?.Webhook;

    private FaultRule? Take(Predicate<FaultRule> strikes)
    {
        lock (gate)
        {
            var index = rules.FindIndex(strikes);
            if (index < 0)
                return null;

            var rule = rules[index];
            if (rule.Times == 1)
                rules.RemoveAt(index);
            else if (rule.Times is { } times)
                rules[index] = rule with { Times = times - 1 };
            return rule;
        }
    }
}
