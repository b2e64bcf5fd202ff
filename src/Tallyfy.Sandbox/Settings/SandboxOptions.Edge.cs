using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Tallyfy.Sandbox.Settings;

/// <summary>The switches of what lies around tasks: tokens, people, files, webhooks, feed, limits, errors.</summary>
internal sealed partial class SandboxOptions
{
    private const int TwoYears = 63_072_000;

    [Description("Seconds an application token lives: seven days.")]
    [Range(1, TwoYears)]
    public int ApplicationTokenSeconds { get; init; } = 604_800;

    [Description("Seconds a user token minted by the application lives: three months.")]
    [Range(1, TwoYears)]
    public int MintedTokenSeconds { get; init; } = 7_776_000;

    [Description("C4. Seconds a token of the password grant lives: an hour, or six months (15778800).")]
    [Range(1, TwoYears)]
    public int PasswordTokenSeconds { get; init; } = 3600;

    [Description("C4. Seconds a refresh token lives: twelve months.")]
    [Range(1, TwoYears)]
    public int RefreshTokenSeconds { get; init; } = 31_536_000;

    [Description("Seconds the code of a sign-in may be redeemed (no source says; ten minutes is OAuth's own limit).")]
    [Range(1, 600)]
    public int AuthorizationCodeSeconds { get; init; } = 600;

    [Description(
        "Seconds a token of the authorization-code flow lives (no source says): "
        + "as that of the implicit one, six months.")]
    [Range(1, TwoYears)]
    public int SignInTokenSeconds { get; init; } = 15_778_800;

    [Description("Section 3. A refresh token is used once, and the answer brings the next.")]
    public bool RefreshTokenRotates { get; init; } = true;

    [Description("The answer to a wrong password or a refresh token that is not valid (no source says).")]
    [AllowedValues("400-invalid-grant", "401-invalid-credentials")]
    public string WrongGrant { get; init; } = "400-invalid-grant";

    [Description("19.14. Members sign in by single sign-on only: the password grant is refused them.")]
    public bool SingleSignOnOnly { get; init; }

    [Description("Seats for administrators and standard members; 0 is without limit.")]
    [Range(0, 100_000)]
    public int FullSeats { get; init; }

    [Description("Seats for light members; 0 is without limit.")]
    [Range(0, 100_000)]
    public int LightSeats { get; init; }

    [Description("Section 5.1. How the role of a member is written; invitations answer in small letters always.")]
    [AllowedValues("capitalised", "lower")]
    public string RoleCasing { get; init; } = "capitalised";

    [Description("C22. The status of a guest that was found.")]
    [AllowedValues("201", "200")]
    public string GuestFoundStatus { get; init; } = "201";

    [Description("19.6. Changing or removing a guest nobody knows; reading one is 404 always.")]
    [AllowedValues("error-422", "error-404")]
    public string UnknownGuest { get; init; } = "error-422";

    [Description("19.1. Whether an update of a group has to name it.")]
    [AllowedValues("optional", "required")]
    public string GroupUpdateName { get; init; } = "optional";

    [Description("C28. The fields of an upload: name and Run, or file and task with downloads at /download-files.")]
    [AllowedValues("name", "file")]
    public string UploadFields { get; init; } = "name";

    [Description("Megabytes one uploaded file may have.")]
    [Range(1, 100)]
    public int UploadMegabytes { get; init; } = 100;

    [Description("Megabytes of uploaded files kept in memory; an upload that does not fit is refused.")]
    [Range(1, 2000)]
    public int FileMemoryMegabytes { get; init; } = 256;

    [Description("C17. The API that subscribes webhooks of the organization is there; otherwise 404.")]
    public bool WatcherApi { get; init; } = true;

    [Description("Section 11.1. The key of a watcher's address.")]
    [AllowedValues("webhook", "webhook_url", "url")]
    public string WatcherAddressKey { get; init; } = "webhook";

    [Description("U14. Seconds a webhook waits for its answer.")]
    [Range(1, 600)]
    public int WebhookTimeoutSeconds { get; init; } = 10;

    [Description("U14. The user agent of a webhook.")]
    [AllowedValues("Tallyfy", "GuzzleHttp/7", "none")]
    public string WebhookUserAgent { get; init; } = "Tallyfy";

    [Description("U15. What a webhook of the organization carries beside its event: all, or the task's id alone.")]
    [AllowedValues("full", "thin")]
    public string OrganizationWebhook { get; init; } = "full";

    [Description("C24. next_task of a webhook when there is none.")]
    [AllowedValues("array", "object")]
    public string WebhookNoNextTask { get; init; } = "array";

    [Description("C26. The keys of prerun in a webhook.")]
    [AllowedValues("ids", "aliases")]
    public string WebhookKickOffKeys { get; init; } = "ids";

    [Description("C30. The key in a webhook that names who completed the kick-off form.")]
    [AllowedValues("prerun_completed_by", "prerun_submitted_by")]
    public string WebhookKickOffCompleter { get; init; } = "prerun_completed_by";

    [Description("Section 11.3. The ids of people in a webhook: the integers of the API, or as text.")]
    [AllowedValues("numbers", "strings")]
    public string WebhookUserIds { get; init; } = "numbers";

    [Description("Section 11.3. Dates in the field values of a webhook: ISO, or d/m/Y h:i A T.")]
    [AllowedValues("iso", "long")]
    public string WebhookDates { get; init; } = "iso";

    [Description("Section 13. created_at in the activity feed: ISO, or YYYY-MM-DD HH:MM:SS.")]
    [AllowedValues("iso", "plain")]
    public string FeedDates { get; init; } = "iso";

    [Description("Section 13. The answer to asking for the feed of what one may not see.")]
    [AllowedValues("error-403", "error-404")]
    public string FeedRefusal { get; init; } = "error-403";

    [Description("Section 13. The feed without entity_type=run, for members who are no administrators.")]
    [AllowedValues("filtered", "error-403")]
    public string FeedForMembers { get; init; } = "filtered";

    [Description("U3, C3. Requests a minute for each person, or each address without a token; 0 is without limit.")]
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; init; } = 600;

    [Description("C3. Requests an hour for the whole organization; 0 is without limit.")]
    [Range(0, 1_000_000)]
    public int RequestsPerHour { get; init; }

    [Description("U3. Retry-After of a request refused for coming too fast.")]
    [Range(1, 3600)]
    public int BurstRetryAfterSeconds { get; init; } = 5;

    [Description("U3. The body of a request refused for coming too fast.")]
    [AllowedValues("message-and-code", "message", "empty")]
    public string BurstBody { get; init; } = "message-and-code";

    [Description("Section 2. Comments an hour for the whole organization; 0 is without limit.")]
    [Range(0, 1_000_000)]
    public int CommentsPerHour { get; init; } = 120;

    [Description("Section 2. Guest invites an hour for the whole organization; 0 is without limit.")]
    [Range(0, 1_000_000)]
    public int GuestInvitesPerHour { get; init; } = 30;

    [Description("Section 1.3. meta.pagination.links of a list with more pages.")]
    [AllowedValues("object", "empty-object", "array", "null", "absent")]
    public string PageLinks { get; init; } = "object";

    [Description("Section 1.6. The body of a 422 that names fields.")]
    [AllowedValues("error-and-errors", "message-and-errors", "errors")]
    public string InvalidFields { get; init; } = "error-and-errors";

    [Description("Section 1.6. The body of a 401.")]
    [AllowedValues("error-and-message", "message")]
    public string UnauthenticatedBody { get; init; } = "error-and-message";
}
