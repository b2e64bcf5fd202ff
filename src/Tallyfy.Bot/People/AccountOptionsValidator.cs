using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.People;

/// <summary>An address proves a person only at the desk, or where an operator vouches for its domain.</summary>
internal sealed class AccountOptionsValidator(IHostEnvironment environment) : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var faults = options.Domains.Index().Where(one => !IsDomain(one.Item)).Select(one =>
            $"Accounts:Domains:{one.Index} must be a domain such as contoso.com: what stands behind the @ of an "
            + "address, and nothing else.").ToList();

        if (!environment.IsDevelopment() && options is { Proof: AccountProof.Email, Domains.Count: 0 })
            faults.Add(
                "Accounts:Domains is missing: with Accounts:Proof=Email, name the domains whose addresses prove a "
                + "person.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsDomain(string text) =>
        Uri.CheckHostName(text) is UriHostNameType.Dns && !text.EndsWith('.');
}
