using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Listening;

/// <summary>Refuses addresses for operators that are none, or that everybody would reach.</summary>
internal sealed class ManagementOptionsValidator(IConfiguration configuration) : IValidateOptions<ManagementOptions>
{
    public ValidateOptionsResult Validate(string? name, ManagementOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(ManagementOptions options)
    {
        List<ListenAddress?> all = [.. options.Urls.Split(';').Select(ListenAddress.Find)];

        if (all.Any(one => one is not { IsHttp: true, IsPlain: true }))
            yield return $"{ManagementOptions.Key} must be addresses such as http://127.0.0.1:3980, parted by "
                + "semicolons: http, an IP address, localhost or *, and a port.";

        if (all.Any(one => one is { IsLocalhost: true, Port: 0 }))
            yield return $"{ManagementOptions.Key} must name a port beside localhost: only an IP address takes any.";

        var open = ConfiguredAddresses.Of(configuration);

        if (all.OfType<ListenAddress>().Any(one => open.Any(one.Meets)))
            yield return $"{ManagementOptions.Key} must be another address than the one that answers everybody.";
    }
}
