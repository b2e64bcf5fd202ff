using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.Control;

/// <summary>Everything the page shows, in one answer.</summary>
internal sealed record OverviewJson
{
    public required string Organization { get; init; }

    public required IReadOnlyList<OverviewFactJson> Connection { get; init; }

    public required IReadOnlyList<OverviewPersonJson> People { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    public required IReadOnlyList<string> Templates { get; init; }

    /// <summary>The form of each template that has one to launch.</summary>
    public IReadOnlyList<OverviewFormJson> Forms { get; init; } = [];

    public required int OpenTasks { get; init; }

    public required int AllTasks { get; init; }

    public required IReadOnlyList<OverviewTaskJson> Tasks { get; init; }

    public required IReadOnlyList<JournalEntry> Journal { get; init; }

    public required IReadOnlyList<Setting> Settings { get; init; }

    public IReadOnlyList<OverviewGuestJson> Guests { get; init; } = [];

    public IReadOnlyList<OverviewGroupJson> GroupMembers { get; init; } = [];

    public IReadOnlyList<OverviewRuleJson> Rules { get; init; } = [];

    public IReadOnlyList<OverviewWebhookJson> Webhooks { get; init; } = [];
}

internal sealed record OverviewFactJson(string Name, string Value);

internal sealed record OverviewPersonJson(int Id, string Email, string Name, string Role, string Status);

internal sealed record OverviewTaskJson
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public string? Process { get; init; }

    /// <summary>Its description as HTML, while it waits; the beginning of a long one.</summary>
    public string? Summary { get; init; }

    /// <summary>What of its form is typed, while it waits.</summary>
    public IReadOnlyList<OverviewFieldJson> Fields { get; init; } = [];

    public required bool IsApproval { get; init; }

    public required IReadOnlyList<string> Owners { get; init; }

    public string? FirstAssignee { get; init; }

    /// <summary>open, issue, hidden, archived or completed.</summary>
    public required string State { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public required bool EveryoneMustComplete { get; init; }

    public IReadOnlyList<string> ActedSoFar { get; init; } = [];

    public bool? IsApproved { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? CompletedBy { get; init; }

    public string? SignedBy { get; init; }

    public IReadOnlyList<OverviewThreadJson> Threads { get; init; } = [];
}
