using System.Text.Json;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>What is launched in the sandbox, and what it must have recorded about it.</summary>
internal static class Launch
{
    public static object Purchase(string title, params string[] assignees) =>
        new { template = "Purchase request", title, assignees };

    public static async Task IsRecordedAsync(Scenario desk, string task, long person, bool isApproved)
    {
        var completion = Assert.Single(await desk.CompletionsAsync(task));

        Assert.Equal(200, completion.GetProperty("status").GetInt32());
        Assert.Equal(person, completion.GetProperty("completer_id").GetInt64());
        Assert.Equal(person, completion.GetProperty("body").GetProperty("override_user").GetInt64());
        Assert.Equal(isApproved, completion.GetProperty("body").GetProperty("is_approved").GetBoolean());
        Assert.Equal(JsonValueKind.Number, completion.GetProperty("token_user").ValueKind);
    }
}
