namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Every setting of the sandbox has its place here: among the other answers of Tallyfy that the stories are told under,
/// or among those that cannot reach the bot.
/// </summary>
internal static class AssumptionTable
{
    /// <summary>What the bot meets in the core stories.</summary>
    public static IReadOnlyList<(string Setting, string Value)> Core { get; } =
    [
        ("AlreadyCompleted", "silent-200-refire"),
        ("FinishedStatus", "approved-rejected"),
        ("AdminCompletesAll", "False"),
        ("LightMembersComplete", "never"),
        ("UnknownOverrideUser", "ignored"),
        ("OverrideUserBy", "admins"),
        ("OneOffRun", "container"),
        ("ReopenNotCompleted", "error-404"),
        ("ReopenNotCompleted", "accepted"),
        ("EmptyRuleChanges", "array"),
        ("EmptyRuleChanges", "absent"),
        ("RequiredFieldKeys", "label"),
        ("UnresolvedIssue", "error-403"),
        ("UnresolvedIssue", "error-409"),
        ("HiddenTask", "error-404"),
        ("ArchivedTask", "error-404"),
        ("AdminClosesForEveryone", "False"),
        ("MixedVerdicts", "last-vote"),
        ("CompletionAnswer", "full"),
        ("CommentStatus", "200"),
        ("CommentVisibility", "open"),
        ("InactiveUserToken", "error-404"),
        ("InactiveUserToken", "error-403"),
        ("OwnersShape", "objects"),
        ("Includes", "bare"),
        ("FieldAnswerKey", "value"),
        ("EmptyLinks", "object"),
        ("EmptyLinks", "null"),
        ("EmptyLinks", "absent"),
        ("EveryoneMustComplete", "separate-tasks"),
        ("CompletionProgressShape", "percent"),
        ("CompletionProgressShape", "absent"),
        ("EveryoneComments", "False"),
        ("RuleChanges", "list"),
        ("RuleChanges", "by-id"),
        ("RulesFireAgain", "every-time"),
        ("AssigneeWithoutView", "error-403"),
        ("ProgressVerdicts", "absent"),
        ("ProgressCounts", "all-tasks"),
        ("ApplicationTokenSeconds", "60"),
        ("MintedTokenSeconds", "60"),
        ("RoleCasing", "lower"),
        ("WebhookUserAgent", "GuzzleHttp/7"),
        ("WebhookUserAgent", "none"),
        ("OrganizationWebhook", "thin"),
        ("WebhookNoNextTask", "object"),
        ("WebhookKickOffKeys", "aliases"),
        ("WebhookKickOffCompleter", "prerun_submitted_by"),
        ("WebhookUserIds", "strings"),
        ("WebhookDates", "long"),
        ("FeedDates", "plain"),
        ("CommentsPerHour", "1"),
        ("PageLinks", "empty-object"),
        ("PageLinks", "array"),
        ("PageLinks", "null"),
        ("PageLinks", "absent"),
        ("InvalidFields", "message-and-errors"),
        ("InvalidFields", "errors"),
        ("UnauthenticatedBody", "message"),
    ];

    /// <summary>The first other answer of every setting at once, then the second of those that have one, …</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Packs { get; } =
    [
        .. Core.GroupBy(row => row.Setting, row => row.Value)
            .SelectMany(values => values.Select((value, pack) => (Setting: values.Key, Value: value, Pack: pack)))
            .GroupBy(row => row.Pack)
            .OrderBy(pack => pack.Key)
            .Select(pack => pack.ToDictionary(row => row.Setting, row => row.Value)),
    ];

    /// <summary>What it meets when Tallyfy is asked too often.</summary>
    public static IReadOnlyList<(string Setting, string Value)> TooFast { get; } =
    [
        ("RequestsPerMinute", "300"),
        ("RequestsPerHour", "300"),
        ("BurstRetryAfterSeconds", "30"),
        ("BurstBody", "message"),
        ("BurstBody", "empty"),
    ];

    /// <summary>What it meets when it puts a code into Tallyfy.</summary>
    public static IReadOnlyList<(string Setting, string Value)> Code { get; } =
    [
        ("DeadlineSnap", "previous-working-day"),
        ("DeadlineSnap", "off"),
    ];

    /// <summary>What it meets when people sign with their own token and may name nobody, not even themselves.</summary>
    public static IReadOnlyList<(string Setting, string Value)> Signing { get; } = [("OverrideUserBy", "admins-only")];

    /// <summary>What it meets when somebody signs in to Tallyfy.</summary>
    public static IReadOnlyList<(string Setting, string Value)> SignIn { get; } =
    [
        ("AuthorizationCodeSeconds", "1"),
        ("SignInTokenSeconds", "1"),
        ("WrongGrant", "401-invalid-credentials"),
    ];

    /// <summary>What it meets when it asks to be told of everything.</summary>
    public static IReadOnlyList<(string Setting, string Value)> Registration { get; } =
    [
        ("WatcherApi", "False"),
        ("WatcherAddressKey", "webhook_url"),
        ("WatcherAddressKey", "url"),
    ];

    public static IEnumerable<(string Setting, string Value)> Reaching =>
        [.. Core, .. TooFast, .. Code, .. Signing, .. SignIn, .. Registration];

    /// <summary>Settings that change nothing the bot sends or receives, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Unreached { get; } = new Dictionary<string, string>
    {
        ["MissingClientHeader"] = "The client sends the header with every request.",
        ["ApprovalWithoutVerdict"] = "The bot sends a verdict with every completion.",
        ["VerdictOnPlainTask"] = "The bot completes approvals only.",
        ["VerdictOnExpiringTask"] = "The bot completes approvals only.",
        ["RunTaskOnStandalonePath"] = "The bot completes and reopens a task of a process under its process.",
        ["CommentOnComplete"] = "The bot sends a reason as a comment of its own, not with the completion.",
        ["GroupTasksInMyTasks"] = "The bot lists the tasks of the organization, never those of one person.",
        ["GroupTasksByOwner"] = "The bot asks for no tasks by owner.",
        ["MyTasksStatusFilter"] = "The bot lists the tasks of the organization, never those of one person.",
        ["SeparateTasksAnswer"] = "The only task that the bot creates is for one person.",
        ["FieldRulesFire"] = "The bot changes no answers; a task that such a rule opens arrives as with every rule.",
        ["EmptyTable"] = "The bot changes no answers.",
        ["RemoveProcessTask"] = "The bot archives its own one-off tasks only.",
        ["SingleSignOnOnly"] = "The bot signs in with no password.",
        ["UnknownGuest"] = "The bot changes no guests.",
        ["GroupUpdateName"] = "The bot changes no groups.",
        ["TextLimits"] = "The bot changes no answers.",
        ["TaskdataWrites"] = "The bot changes no answers.",
        ["InvalidAnswerKeys"] = "The bot changes no answers.",
        ["NaiveDates"] = "The bot sends dates with their zone.",
        ["GuestsOnlyAssignment"] = "The bot assigns a task to a member only.",
        ["CommentDeleteStatus"] = "The bot deletes no comments.",
        ["PasswordTokenSeconds"] = "The bot signs in with no password.",
        ["RefreshTokenSeconds"] = "The bot keeps no refresh token.",
        ["RefreshTokenRotates"] = "The bot keeps no refresh token.",
        ["FullSeats"] = "The bot creates and invites no members.",
        ["LightSeats"] = "The bot creates and invites no members.",
        ["GuestFoundStatus"] = "The bot reads no guests.",
        ["GuestInvitesPerHour"] = "The bot invites no guests.",
        ["UploadFields"] = "The bot uploads no files.",
        ["UploadMegabytes"] = "The bot uploads no files.",
        ["FileMemoryMegabytes"] = "The bot uploads no files.",
        ["WebhookTimeoutSeconds"] = "The bot answers a webhook before it reads anything.",
        ["FeedRefusal"] = "The bot reads the feed of the organization with an administrator's token.",
        ["FeedForMembers"] = "The bot reads the feed of the organization with an administrator's token.",
    };
}
