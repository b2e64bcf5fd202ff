namespace Tallyfy.Sandbox.Faults;

/// <summary>The fault rules in force, in order; the first that matches strikes.</summary>
internal sealed class FaultBoard
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];

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
    }

    public Fault? Take(string method, string path)
    {
        lock (gate)
        {
            var index = rules.FindIndex(rule => rule.Strikes(method, path));
            if (index < 0)
                return null;

            var rule = rules[index];
            if (rule.Times == 1)
                rules.RemoveAt(index);
            else if (rule.Times is { } times)
                rules[index] = rule with { Times = times - 1 };
            return rule.ToFault();
        }
    }
}
