using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Approvals;

/// <summary>Times of a decision, and who may make it.</summary>
internal sealed class ApprovalOptions : IValidatableObject
{
    public const string Section = "Approvals";

    /// <summary>After this a tap is answered with what is known; a claimed decision goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:08")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long one try to complete may hold a decision; longer than a request to Tallyfy may take.</summary>
    [Range(typeof(TimeSpan), "00:00:35", "00:10:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After a try without an answer: how long its effect may still appear.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:30:00")]
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long an accepted decision is sent again while Tallyfy does not answer.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan PursueFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a decision may be taken back by whoever made it; zero: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan UndoWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What happens when somebody is to decide what they asked for; a template may differ.</summary>
    public SelfApproval SelfApproval { get; init; } = SelfApproval.Note;

    /// <summary>Whether administrators who own neither the task nor belong to an owning group may decide it from Teams.</summary>
    public bool AdministratorsMayDecide { get; init; }

    /// <summary>By the id of the template (Tallyfy's checklist id).</summary>
    public Dictionary<string, TemplatePolicy> Templates { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PursueFor <= Lease + QuietPeriod)
            yield return new ValidationResult("Approvals:PursueFor must be longer than Approvals:Lease and Approvals:QuietPeriod together.");
    }
}

[OptionsValidator]
internal sealed partial class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>;
