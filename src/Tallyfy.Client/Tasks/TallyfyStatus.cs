namespace Tallyfy.Client.Tasks;

/// <summary>What the status words of a task mean; one state goes by several words.</summary>
internal static class TallyfyStatus
{
    private static readonly HashSet<string> Done = new(StringComparer.OrdinalIgnoreCase)
    {
        "completed", "complete", "approved", "rejected", "acknowledged", "expired",
    };

    public static bool IsDone(string status) => Done.Contains(status);

    public static bool IsHidden(string? status) => "auto-skipped".Equals(status, StringComparison.OrdinalIgnoreCase);

    public static bool? Verdict(string status) =>
        status.Equals("approved", StringComparison.OrdinalIgnoreCase) ? true
        : status.Equals("rejected", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}
