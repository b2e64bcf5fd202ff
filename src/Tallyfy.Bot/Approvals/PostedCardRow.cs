using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Approvals;

/// <summary>A posted card as the database has it, with what a rendering showed where that was asked for.</summary>
internal sealed record PostedCardRow
{
    public const string Columns =
        """
        posted_cards.id, posted_cards.organization, posted_cards.task, posted_cards.generation, posted_cards.tenant_id,
        posted_cards.object_id, posted_cards.conversation_id, posted_cards.service_url, posted_cards.activity_id,
        posted_cards.shown_version, posted_cards.shorter, posted_cards.notice, posted_cards.state,
        posted_cards.list_id
        """;

    public string Id { get; init; } = "";

    public string Organization { get; init; } = "";

    public string Task { get; init; } = "";

    public long Generation { get; init; }

    public string TenantId { get; init; } = "";

    public string ObjectId { get; init; } = "";

    public string ConversationId { get; init; } = "";

    public string ServiceUrl { get; init; } = "";

    public string? ActivityId { get; init; }

    public long ShownVersion { get; init; }

    public long Shorter { get; init; }

    public string? Notice { get; init; }

    public string State { get; init; } = "";

    public string? ListId { get; init; }

    public string Digest { get; init; } = "";

    public long Version { get; init; }

    public string View { get; init; } = nameof(CardView.Ask);

    public long Page { get; init; }

    public long Shown { get; init; }

    public long ShownOf { get; init; }

    /// <summary>What the rendering showed.</summary>
    public ShownPage ToPage() =>
        new(Enum.Parse<CardView>(View), (int)Page, (int)Shown, (int)ShownOf);

    public PostedCard ToCard() => new()
    {
        Id = Id,
        Approval = new ApprovalKey(Organization, Task, (int)Generation),
        Person = new PersonId(TenantId, ObjectId),
        ConversationId = ConversationId,
        ServiceUrl = ServiceUrl,
        ActivityId = ActivityId,
        ListId = ListId,
        IsListed = State == nameof(PostedCardState.Listed),
        IsSentWithoutId = ActivityId is null && State == nameof(PostedCardState.Posted),
        ShownVersion = ShownVersion,
        Shorter = (int)Shorter,
        Notice = KeptNotice.FromJson(Notice),
    };
}
