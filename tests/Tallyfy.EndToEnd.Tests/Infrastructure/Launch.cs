namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>What is launched in the sandbox.</summary>
internal static class Launch
{
    public static object Purchase(string title, params string[] assignees) =>
        new { template = "Purchase request", title, assignees };
}
