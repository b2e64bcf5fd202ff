using Microsoft.Extensions.Options;
using Tallyfy.Client.People;

namespace Tallyfy.Bot.Approvals;

/// <summary>Who may decide what in a chat, as far as the operator has a say beside Tallyfy.</summary>
internal sealed class DecisionPolicy(IOptions<ApprovalOptions> options)
{
    /// <summary>Whether the operator lets administrators decide what they do not own.</summary>
    public bool AdministratorsMayDecide => options.Value.AdministratorsMayDecide;

    /// <summary>
    /// Owners and members of owning groups; administrators who are neither, only where the operator wants it.
    /// </summary>
    public bool MayDecide(IReadOnlyList<long> owners, TallyfyMember member) =>
        owners.Contains(member.Id) || (AdministratorsMayDecide && member.IsAdministrator);

    /// <summary>Why this member decides it in Tallyfy and not here; null when they may decide it here.</summary>
    public WhyNotInChat? FindWhyNotInChat(ApprovalContent content, long user) =>
        content.IsTemplateUnknown && options.Value.Templates.Count > 0 ? WhyNotInChat.TemplateUnknown
        : TemplateOf(content)?.InChat is false ? WhyNotInChat.Template
        : SelfApprovalOf(content) is not SelfApproval.Refuse ? null
        : content.RequesterId is null ? WhyNotInChat.RequesterUnknown
        : IsOwnRequest(content, user) ? WhyNotInChat.OwnRequest
        : null;

    /// <summary>Whether the verdict has to be typed as well as tapped.</summary>
    public bool MustConfirm(ApprovalContent content) => TemplateOf(content)?.Confirm is true;

    /// <summary>Whether whoever decides it signs in anew for it.</summary>
    public bool MustStepUp(ApprovalContent content) => TemplateOf(content)?.StepUp is true;

    /// <summary>Labels of the answers that stand large on its card; empty where the bot picks them.</summary>
    public IReadOnlyList<string> KeyAnswersOf(ApprovalContent content) => TemplateOf(content)?.KeyAnswers ?? [];

    public static bool IsOwnRequest(ApprovalContent content, long user) => content.RequesterId == user;

    private SelfApproval SelfApprovalOf(ApprovalContent content) =>
        TemplateOf(content)?.SelfApproval ?? options.Value.SelfApproval;

    private TemplatePolicy? TemplateOf(ApprovalContent content) =>
        content.Template is { } template ? options.Value.Templates.GetValueOrDefault(template) : null;
}

/// <summary>What holds for the approvals of one template; what is unset is as for all others.</summary>
internal sealed class TemplatePolicy
{
    /// <summary>
    /// What happens when somebody is to decide what they asked for. Unset, it is as for all templates.
    /// </summary>
    public SelfApproval? SelfApproval { get; init; }

    /// <summary>Whether it is decided in a chat. With false, cards only link to Tallyfy.</summary>
    public bool? InChat { get; init; }

    /// <summary>Whether the verdict is also typed on the card.</summary>
    public bool? Confirm { get; init; }

    /// <summary>
    /// Whether people sign in at Microsoft again after the tap. SignIn:Microsoft has the application.
    /// </summary>
    public bool? StepUp { get; init; }

    /// <summary>
    /// Labels of the form fields whose answers stand large on the card, at most four, in this order. Unset, an amount
    /// comes before a date, and a date before other short answers.
    /// </summary>
    public IReadOnlyList<string>? KeyAnswers { get; init; }
}

/// <summary>What happens when somebody is to decide what they asked for.</summary>
internal enum SelfApproval
{
    /// <summary>They may, and their card says so.</summary>
    Note,

    /// <summary>Not here.</summary>
    Refuse,
}

/// <summary>Why a card only links.</summary>
internal enum WhyNotInChat
{
    /// <summary>Everyone must decide it, and this person's vote cannot be sent from here.</summary>
    Everyone,

    OwnRequest,

    /// <summary>Whose own request it is cannot be told, and nobody may decide their own.</summary>
    RequesterUnknown,

    Template,

    /// <summary>Which template it is of cannot be told, and for some there are rules.</summary>
    TemplateUnknown,
}
