namespace Tallyfy.Sandbox.State.Templates;

internal static class TaskTypes
{
    public const string Task = "task";
    public const string Approval = "approval";
    public const string Expiring = "expiring";
    public const string Email = "email";
    public const string ExpiringEmail = "expiring_email";

    public static readonly IReadOnlyList<string> All = [Task, Approval, Expiring, Email, ExpiringEmail];
}
