using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Delivery;

/// <summary>Whether the bot's app is installed for people it cannot reach; off unless an operator wants it.</summary>
internal sealed class InstallingOptions : IValidatableObject
{
    public const string Section = "Installing";

    /// <summary>
    /// Whether Microsoft Graph installs the app for members it cannot reach. It needs consent: docs/installing.md says
    /// how.
    /// </summary>
    public bool ThroughGraph { get; init; }

    /// <summary>
    /// The app's id in the tenant's catalogue, which is not the manifest's for an organization's own app. ThroughGraph
    /// demands it.
    /// </summary>
    public Guid? TeamsAppId { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ThroughGraph && TeamsAppId is null)
            yield return new ValidationResult(
                "Installing:TeamsAppId is missing: with Installing:ThroughGraph, name the app's id in your tenant's "
                + "catalogue (docs/installing.md says where it is).");
    }
}

[OptionsValidator]
internal sealed partial class InstallingOptionsValidator : IValidateOptions<InstallingOptions>;
