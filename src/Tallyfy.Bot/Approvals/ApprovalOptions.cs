using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Settings;

namespace Tallyfy.Bot.Approvals;

/// <summary>Times of a decision, and who may make it.</summary>
internal sealed class ApprovalOptions : IValidatableObject
{
    public const string Section = "Approvals";

    /// <summary>A tap is answered after this time at the latest. A claimed decision goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:08")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long one try to complete may hold a decision. It is longer than a request to Tallyfy may take.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:35", "00:10:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the effect of a try without an answer may still appear. The task is read after it.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:30:00")]
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// How long an accepted decision is sent again while Tallyfy does not answer. It is longer than Lease and
    /// QuietPeriod together.
    /// </summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan PursueFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long whoever decided may take it back on the card; zero means never. It needs Tallyfy:ClientId.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan UndoWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long is kept what a card showed and shows no more. A tap on an older one is answered with the card as it is.
    /// </summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepRenderings { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// What happens when somebody is to decide what they asked for. A template may differ; docs/accounts.md says more.
    /// </summary>
    public SelfApproval SelfApproval { get; init; } = SelfApproval.Note;

    /// <summary>
    /// Whether administrators who neither own the task nor belong to an owning group may decide it in a chat. See
    /// docs/accounts.md.
    /// </summary>
    public bool AdministratorsMayDecide { get; init; }

    /// <summary>
    /// What differs for the approvals of one template, by its id in Tallyfy (the checklist id). See docs/accounts.md.
    /// </summary>
    [KeyPattern(
        @"\A[0-9A-Fa-f]{32}\z",
        "is no id of a template: in Tallyfy it is the 32 digits and letters a to f in the template's address.")]
    public Dictionary<string, TemplatePolicy> Templates { get; init; } =
        new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PursueFor <= Lease + QuietPeriod)
            yield return new ValidationResult(
                "Approvals:PursueFor must be longer than Approvals:Lease and Approvals:QuietPeriod together.");
    }
}

[OptionsValidator]
internal sealed partial class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>;
