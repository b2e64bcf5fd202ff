namespace Tallyfy.Client.Tasks;

/// <summary>Which task to complete, and how; what is null is not sent.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="IsApproved">The verdict; required for an approval, and to be left out for every other type.</param>
/// <param name="OverrideUser">The member to record as completer instead of the token's owner.</param>
public sealed record TaskCompletion(string TaskId, bool? IsApproved = null, long? OverrideUser = null);
