using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.People;

/// <summary>An address proves a person only at the desk, or where an operator vouches for its domain.</summary>
internal sealed class AccountOptionsValidator(IHostEnvironment environment) : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        if (environment.IsDevelopment() || options.Proof is not AccountProof.Email)
            return ValidateOptionsResult.Success;

        return options.Domains.Count > 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Accounts:Domains is missing: with Accounts:Proof=Email, name the domains whose addresses prove a "
                + "person.");
    }
}
