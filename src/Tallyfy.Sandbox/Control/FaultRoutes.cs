using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Faults;

namespace Tallyfy.Sandbox.Control;

/// <summary>GET, PUT and DELETE /_sandbox/faults.</summary>
internal static class FaultRoutes
{
    public static IResult Show(FaultBoard faults) => Answer(faults);

    public static async Task<IResult> ReplaceAsync(
        HttpRequest request, FaultBoard faults, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        return ControlBody.Read(body, ControlJson.Default.IReadOnlyListFaultRule).Match(
            rules => Replace(faults, rules),
            ApiErrors.From);
    }

    public static IResult Clear(FaultBoard faults)
    {
        faults.Replace([]);
        return Answer(faults);
    }

    private static ApiAnswer Replace(FaultBoard faults, IReadOnlyList<FaultRule> rules)
    {
        var mistake = rules
            .Select(rule => rule is null ? "A fault is a JSON object." : rule.FindMistake())
            .FirstOrDefault(found => found is not null);
        if (mistake is not null)
            return ApiErrors.From(ControlBody.Mistake(mistake));

        faults.Replace(rules);
        return Answer(faults);
    }

    private static ApiAnswer Answer(FaultBoard faults) =>
        ApiAnswer.Ok(faults.InForce, ControlJson.Default.IReadOnlyListFaultRule);
}
