namespace Tallyfy.Client.Requests;

/// <summary>Tallyfy's words for what to send along.</summary>
internal static class IncludeWords
{
    private static readonly (TaskIncludes Include, string Word)[] Words =
    [
        (TaskIncludes.Run, "run"),
        (TaskIncludes.Step, "step"),
        (TaskIncludes.FormFields, "form_fields"),
        (TaskIncludes.Threads, "threads"),
        (TaskIncludes.Tags, "tags"),
        (TaskIncludes.Issues, "issues"),
        (TaskIncludes.Assets, "assets"),
        (TaskIncludes.Folders, "folders"),
        (TaskIncludes.Roles, "roles"),
        (TaskIncludes.Activities, "activities"),
        (TaskIncludes.KickOffFields, "ko-form-fields"),
        (TaskIncludes.Summary, "summary"),
        (TaskIncludes.MemberWatchers, "member_watchers"),
        (TaskIncludes.GuestWatchers, "guest_watchers"),
        (TaskIncludes.ThreadsCount, "threads_count"),
    ];

    public static string? InWords(this TaskIncludes includes)
    {
        var words = Words.Where(pair => includes.HasFlag(pair.Include)).Select(pair => pair.Word);
        return string.Join(',', words) is { Length: > 0 } list ? list : null;
    }
}
