namespace Tallyfy.Sandbox.State;

internal static class TaskTypes
{
    public const string Task = "task";
    public const string Approval = "approval";
}
