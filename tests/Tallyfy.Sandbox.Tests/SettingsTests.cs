using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Every setting flipped shows the difference; the defaults are shown by the other tests.</summary>
public sealed class SettingsTests
{
    private const string Approve = "\"is_approved\":true";
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task AlreadyCompleted_may_look_successful_and_keeps_the_first_completer()
    {
        await using var host = new SandboxHost(("AlreadyCompleted", "silent-200-refire"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.CompleteAsync(task, $"{Approve},\"override_user\":{WellKnown.Alex}");

        var again = await api.CompleteAsync(task, $"\"is_approved\":false,\"override_user\":{WellKnown.Megan}");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(WellKnown.Alex, again.Data.GetProperty("completer_id").GetInt32());
        Assert.True((await api.TaskAsync(task)).GetProperty("is_approved").GetBoolean());
    }

    [Theory]
    [InlineData("true", "approved")]
    [InlineData("false", "rejected")]
    public async Task FinishedStatus_may_name_the_verdict(string verdict, string status)
    {
        await using var host = new SandboxHost(("FinishedStatus", "approved-rejected"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.CompleteAsync(task, $"\"is_approved\":{verdict}");

        Assert.Equal(status, answer.Data.GetProperty("status").GetString());
        Assert.Equal(status, (await api.TaskAsync(task)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task AdminCompletesAll_may_be_off()
    {
        await using var host = new SandboxHost(("AdminCompletesAll", "false"));
        var api = host.AsAdministrator();

        var answer = await api.CompleteAsync(
            await api.LaunchForAlexAsync("\"can_complete_only_assignees\":true"), Approve);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Theory]
    [InlineData("assigned", HttpStatusCode.OK)]
    [InlineData("never", HttpStatusCode.Forbidden)]
    public async Task LightMembersComplete_decides_about_light_members(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("LightMembersComplete", setting));
        var alex = host.State.People.Find(WellKnown.Alex) ?? throw new InvalidOperationException();
        host.State.People.Add(alex with { Role = MemberRole.Light });
        var api = await host.AsPersonAsync("alexw@example.com");

        var own = await api.CompleteAsync(await api.LaunchForAlexAsync(), Approve);
        var foreign = await api.GetAsync(
            $"{Org}/tasks/{(await Launched.FindAsync(host.AsAdministrator(), "one week")).Task}");

        Assert.Equal(status, own.Status);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
    }

    [Fact]
    public async Task ApprovalWithoutVerdict_may_be_accepted()
    {
        await using var host = new SandboxHost(("ApprovalWithoutVerdict", "accepted"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.CompleteAsync(task)).Status);
        Assert.Equal(JsonValueKind.Null, (await api.TaskAsync(task)).GetProperty("is_approved").ValueKind);
    }

    [Theory]
    [InlineData("ignored", JsonValueKind.Null)]
    [InlineData("stored", JsonValueKind.True)]
    public async Task VerdictOnPlainTask_is_ignored_or_stored(string setting, JsonValueKind kept)
    {
        await using var host = new SandboxHost(("VerdictOnPlainTask", setting));
        var api = host.AsAdministrator();
        var plain = (await api.GetAsync($"{Org}/tasks?status=active")).Data.EnumerateArray()
            .First(task => task.GetProperty("task_type").GetString() == "task");
        var task = new Launched(plain.GetProperty("run_id").GetString(), plain.GetProperty("id").GetString() ?? "");

        await api.CompleteAsync(task, Approve);

        Assert.Equal(kept, (await api.TaskAsync(task)).GetProperty("is_approved").ValueKind);
    }

    [Fact]
    public async Task UnknownOverrideUser_may_be_ignored()
    {
        await using var host = new SandboxHost(("UnknownOverrideUser", "ignored"));
        var api = host.AsAdministrator();

        var answer = await api.CompleteAsync(await api.LaunchForAlexAsync(), $"{Approve},\"override_user\":424242");

        Assert.Equal(WellKnown.Bot, answer.Data.GetProperty("completer_id").GetInt32());
    }

    [Theory]
    [InlineData("any-member", HttpStatusCode.OK)]
    [InlineData("admins", HttpStatusCode.Forbidden)]
    public async Task OverrideUserBy_decides_who_signs_for_others(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("OverrideUserBy", setting));
        var megan = await host.AsPersonAsync("meganb@example.com");

        var answer = await megan.CompleteAsync(
            await megan.LaunchForAlexAsync(), $"{Approve},\"override_user\":{WellKnown.Alex}");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task RunTaskOnStandalonePath_may_be_accepted()
    {
        await using var host = new SandboxHost(("RunTaskOnStandalonePath", "accepted"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.CompleteAsync(task with { Run = null }, Approve)).Status);
    }

    [Theory]
    [InlineData("error-404", HttpStatusCode.NotFound)]
    [InlineData("accepted", HttpStatusCode.OK)]
    public async Task ReopenNotCompleted_answers_as_set(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("ReopenNotCompleted", setting));
        var api = host.AsAdministrator();

        Assert.Equal(status, (await api.ReopenAsync(await api.LaunchForAlexAsync())).Status);
    }

    [Theory]
    [InlineData("array", "[]")]
    [InlineData("absent", null)]
    public async Task EmptyRuleChanges_has_three_shapes(string setting, string? shape)
    {
        await using var host = new SandboxHost(("EmptyRuleChanges", setting));
        var api = host.AsAdministrator();

        var answer = await api.CompleteAsync(await api.LaunchForAlexAsync(), Approve);

        Assert.Equal(
            shape, answer.Data.TryGetProperty("tasks_changed_by_rules", out var changes) ? changes.GetRawText() : null);
    }

    [Fact]
    public async Task RequiredFieldKeys_may_be_labels()
    {
        await using var host = new SandboxHost(("RequiredFieldKeys", "label"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.PutAsync($"/_sandbox/tasks/{task.Task}", """{"answers":{"amount":""}}""");

        var answer = await api.CompleteAsync(task, Approve);

        Assert.Equal("Amount", Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("UnresolvedIssue", "error-403", HttpStatusCode.Forbidden)]
    [InlineData("UnresolvedIssue", "error-409", HttpStatusCode.Conflict)]
    [InlineData("HiddenTask", "error-404", HttpStatusCode.NotFound)]
    [InlineData("ArchivedTask", "error-404", HttpStatusCode.NotFound)]
    public async Task What_blocks_a_completion_answers_as_set(string name, string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost((name, setting));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        _ = name switch
        {
            "UnresolvedIssue" => await api.PostAsync(
                $"{Org}/tasks/{task.Task}/comment", """{"content":"x","label":"problem"}"""),
            "HiddenTask" => await api.PutAsync($"/_sandbox/tasks/{task.Task}", """{"hidden":true}"""),
            _ => await api.PostAsync($"/_sandbox/tasks/{task.Task}/archive", """{"as":"alexw@example.com"}"""),
        };

        Assert.Equal(status, (await api.CompleteAsync(task, Approve)).Status);
    }

    [Theory]
    [InlineData("true", "completed")]
    [InlineData("false", "active")]
    public async Task AdminClosesForEveryone_or_counts_as_one(string setting, string status)
    {
        await using var host = new SandboxHost(("AdminClosesForEveryone", setting));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync("\"everyone_must_complete\":true,\"groups\":[\"Finance\"]");

        var answer = await api.CompleteAsync(task, $"{Approve},\"override_user\":{WellKnown.Alex}");

        Assert.Equal(status, answer.Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task MixedVerdicts_may_follow_the_last_vote()
    {
        await using var host = new SandboxHost(("MixedVerdicts", "last-vote"), ("AdminClosesForEveryone", "false"));
        var api = host.AsAdministrator();
        var task = await api.LaunchAsync(
            """
            {"template":"Time off","assignees":["alexw@example.com","meganb@example.com"],
             "everyone_must_complete":true}
            """);

        await api.CompleteAsync(task, $"\"is_approved\":false,\"override_user\":{WellKnown.Alex}");
        await api.CompleteAsync(task, $"{Approve},\"override_user\":{WellKnown.Megan}");

        Assert.True((await api.TaskAsync(task)).GetProperty("is_approved").GetBoolean());
    }

    [Theory]
    [InlineData("ignored", 0)]
    [InlineData("stored", 1)]
    public async Task CommentOnComplete_is_ignored_or_stored(string setting, int comments)
    {
        await using var host = new SandboxHost(("CommentOnComplete", setting));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        await api.CompleteAsync(task, $"{Approve},\"comment\":\"Fine\"");

        var threads = (await api.TaskAsync(task, "threads")).GetProperty("threads").GetProperty("data");
        Assert.Equal(comments, threads.GetArrayLength());
    }

    [Fact]
    public async Task CompletionAnswer_may_be_the_whole_task()
    {
        await using var host = new SandboxHost(("CompletionAnswer", "full"));
        var api = host.AsAdministrator();

        var answer = await api.CompleteAsync(await api.LaunchForAlexAsync(), Approve);

        Assert.Equal("approval", answer.Data.GetProperty("task_type").GetString());
        Assert.True(answer.Data.GetProperty("is_approved").GetBoolean());
        Assert.Equal("{}", answer.Data.GetProperty("tasks_changed_by_rules").GetRawText());
    }

    [Fact]
    public async Task Comments_answer_and_show_as_set()
    {
        await using var host = new SandboxHost(("CommentStatus", "200"), ("CommentVisibility", "open"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.PostAsync($"{Org}/tasks/{task.Task}/comment", """{"content":"x"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("open", answer.Data.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Shapes_follow_their_settings()
    {
        await using var host = new SandboxHost(
            ("OwnersShape", "objects"), ("Includes", "bare"), ("FieldAnswerKey", "value"));
        var api = host.AsAdministrator();

        var task = await api.TaskAsync(await api.LaunchForAlexAsync(), "form_fields,run");

        Assert.Equal(
            """[{"id":1002,"full_name":"Alex Wilber","profile_pic":null}]""",
            task.GetProperty("owners").GetProperty("users").GetRawText());
        Assert.Equal("active", task.GetProperty("run").GetProperty("status").GetString());
        Assert.True(task.GetProperty("form_fields")[0].TryGetProperty("value", out _));
        Assert.False(task.GetProperty("form_fields")[0].TryGetProperty("field_value", out _));
    }

    [Theory]
    [InlineData("array", "[]")]
    [InlineData("object", "{}")]
    [InlineData("null", "null")]
    [InlineData("absent", "")]
    public async Task EmptyLinks_has_four_shapes(string setting, string shape)
    {
        await using var host = new SandboxHost(("EmptyLinks", setting));

        var groups = await host.AsAdministrator().GetAsync($"{Org}/groups");

        var pagination = groups.Json.GetProperty("meta").GetProperty("pagination");
        Assert.Equal(shape, pagination.TryGetProperty("links", out var links) ? links.GetRawText() : "");
    }

    [Theory]
    [InlineData("true", "false", 1, 0)]
    [InlineData("false", "true", 0, 1)]
    public async Task Tasks_of_a_group_are_listed_as_set(string mine, string byOwner, int inMine, int inOwners)
    {
        await using var host = new SandboxHost(("GroupTasksInMyTasks", mine), ("GroupTasksByOwner", byOwner));
        var isaiah = await host.AsPersonAsync("isaiahl@example.com");

        var my = await isaiah.GetAsync($"{Org}/me/tasks?q=trade fair");
        var owned = await isaiah.GetAsync($"{Org}/tasks?q=trade fair&owners={WellKnown.Isaiah}");

        Assert.Equal(inMine, my.Data.GetArrayLength());
        Assert.Equal(inOwners, owned.Data.GetArrayLength());
    }

    [Theory]
    [InlineData("honoured", 1)]
    [InlineData("ignored", 3)]
    public async Task MyTasksStatusFilter_is_honoured_or_ignored(string setting, int found)
    {
        await using var host = new SandboxHost(("MyTasksStatusFilter", setting));
        var megan = await host.AsPersonAsync("meganb@example.com");

        Assert.Equal(found, (await megan.GetAsync($"{Org}/me/tasks?status=completed")).Data.GetArrayLength());
    }

    [Theory]
    [InlineData("AlreadyCompleted=perhaps", "Sandbox:AlreadyCompleted takes error-422 or silent-200-refire.")]
    [InlineData("AdminCompletesAll=perhaps", "Sandbox:AdminCompletesAll takes true or false.")]
    [InlineData("RequestsPerMinute=many", "Sandbox:RequestsPerMinute takes 0 to 1000000.")]
    [InlineData("RequestsPerMinute=-1", "Sandbox:RequestsPerMinute takes 0 to 1000000.")]
    [InlineData("NoSuchSetting=true", "There is no setting \"Sandbox:NoSuchSetting\". --help lists them all.")]
    [InlineData("admincompletesall=True", null)]
    public void A_setting_that_cannot_be_used_is_told_in_a_sentence(string setting, string? said)
    {
        var builder = WebApplication.CreateBuilder([$"--Sandbox:{setting}"]);

        Assert.Equal(said, Setting.FindFaults(builder.Configuration).SingleOrDefault());
    }

    [Fact]
    public void A_sandbox_with_wrong_settings_does_not_start()
    {
        string[] wrong = ["--Sandbox:AlreadyCompleted=perhaps"];

        Assert.Equal(78, typeof(SandboxOptions).Assembly.EntryPoint!.Invoke(null, [wrong]));
    }
}
