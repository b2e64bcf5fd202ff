using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Operators;

/// <summary>Who runs the bot, and is told in their own chat when it needs them. Nobody as shipped: log and health say it too.</summary>
internal sealed class OperatorOptions
{
    public const string Section = "Operators";

    [ValidateEnumeratedItems]
    public IReadOnlyList<OperatorPerson> People { get; init; } = [];
}

internal sealed class OperatorPerson
{
    private const string Incomplete = "Each of Operators:People needs a Tenant and an ObjectId, as Entra shows them.";

    [Required(ErrorMessage = Incomplete)]
    public string Tenant { get; init; } = "";

    [Required(ErrorMessage = Incomplete)]
    public string ObjectId { get; init; } = "";
}

[OptionsValidator]
internal sealed partial class OperatorOptionsValidator : IValidateOptions<OperatorOptions>;
