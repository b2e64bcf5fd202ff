using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Operators;

/// <summary>
/// Who runs the bot. They are told in their own chat when Tallyfy stops letting the bot in, or its token is about to
/// end; docs/operating.md says more. Nobody is named as shipped: then only the log and the health pages say it.
/// </summary>
internal sealed class OperatorOptions
{
    public const string Section = "Operators";

    /// <summary>The operators, each by tenant and object id.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<OperatorPerson> People { get; init; } = [];
}

/// <summary>One operator, as Entra knows them.</summary>
internal sealed class OperatorPerson
{
    private const string Incomplete = "Each of Operators:People needs a Tenant and an ObjectId, as Entra shows them.";

    /// <summary>The Entra tenant id of this person. It is demanded.</summary>
    [Required(ErrorMessage = Incomplete)]
    public string Tenant { get; init; } = "";

    /// <summary>The Entra object id of this person. It is demanded.</summary>
    [Required(ErrorMessage = Incomplete)]
    public string ObjectId { get; init; } = "";
}

[OptionsValidator]
internal sealed partial class OperatorOptionsValidator : IValidateOptions<OperatorOptions>;
