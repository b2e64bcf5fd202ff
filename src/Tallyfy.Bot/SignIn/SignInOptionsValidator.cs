using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Settings;

namespace Tallyfy.Bot.SignIn;

/// <summary>Refuses to start where somebody has to sign in and cannot, and names the key that is missing.</summary>
internal sealed class SignInOptionsValidator(
    IOptions<ApprovalOptions> approvals,
    IOptions<AccountOptions> accounts,
    IHostEnvironment environment) : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(SignInOptions options)
    {
        var stepsUp = approvals.Value.Templates.Values.Any(template => template.StepUp is true);
        var linksBySignIn = accounts.Value.Proof is AccountProof.SignIn;

        if (options.PublicUrl is null && (stepsUp || linksBySignIn))
            yield return "SignIn:PublicUrl is missing: the https address at which people's browsers reach this bot.";

        if (stepsUp || linksBySignIn)
        {
            // A link by sign-in begins with Microsoft's: nobody else's sign-in at Tallyfy may end it.
            var why = (stepsUp ? "a template with StepUp" : "Accounts:Proof=SignIn") + " needs it.";

            if (options.Microsoft.Authority is null)
                yield return $"SignIn:Microsoft:Authority (or MicrosoftAppTenantId) is missing: {why}";

            if (string.IsNullOrWhiteSpace(options.Microsoft.ClientId))
                yield return $"SignIn:Microsoft:ClientId (or MicrosoftAppId) is missing: {why}";

            if (string.IsNullOrWhiteSpace(options.Microsoft.ClientSecret))
                yield return $"SignIn:Microsoft:ClientSecret (or MicrosoftAppPassword) is missing: {why}";
        }

        if (linksBySignIn && !options.HasTallyfy)
            yield return "SignIn:Tallyfy:ClientId and SignIn:Tallyfy:ClientSecret are missing: "
                + "Accounts:Proof=SignIn needs them.";

        foreach (var (key, secret) in new[]
        {
            ("SignIn:Microsoft:ClientSecret", options.Microsoft.ClientSecret),
            ("SignIn:Tallyfy:ClientSecret", options.Tallyfy.ClientSecret),
        })
        {
            if (!environment.IsDevelopment() && !string.IsNullOrWhiteSpace(secret)
                && (SecretContent.IsKnownToAll(secret) || !SecretContent.Has(secret, SecretContent.OfIssued)))
                yield return $"{key} must be the one that was issued, and is an example's.";
        }

        foreach (var (key, address) in new[]
        {
            ("SignIn:PublicUrl", options.PublicUrl),
            ("SignIn:Microsoft:Authority", options.Microsoft.Authority),
            ("SignIn:Tallyfy:AuthorizeUrl", options.Tallyfy.AuthorizeUrl),
        })
        {
            if (address is not null
                && !(address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)))
                yield return $"{key} must begin with https.";
        }
    }
}
