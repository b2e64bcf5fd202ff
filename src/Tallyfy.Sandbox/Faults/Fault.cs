using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;

namespace Tallyfy.Sandbox.Faults;

/// <summary>What a fault rule does to one request.</summary>
internal sealed record Fault(bool IsBefore, TimeSpan Delay, bool Drop, int? Status, ApiAnswer? Answer)
{
    /// <summary>Whether the caller gets something else than the API's own answer.</summary>
    public bool Replaces => Drop || Answer is not null;

    public string Describe()
    {
        var when = IsBefore ? "before" : "after";
        if (Drop)
            return $"dropped {when} the effect";
        return Status is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"answered {status} {when} the effect")
            : string.Create(CultureInfo.InvariantCulture, $"delayed {Delay.TotalMilliseconds} ms {when} the effect");
    }
}
