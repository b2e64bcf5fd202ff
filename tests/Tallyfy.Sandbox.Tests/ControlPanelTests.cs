using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>What the page shows beside tasks and writes, and the controls for people, tokens and templates.</summary>
public sealed class ControlPanelTests
{
    [Fact]
    public async Task The_overview_tells_of_people_guests_groups_rules_and_comments()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.LaunchForAlexAsync();
        await api.PostAsync($"{SandboxHost.Org}/guests", """{"email":"g@example.net","first_name":"Gill"}""");
        await api.PostAsync(
            $"{SandboxHost.Org}/tasks/{launched.Task}/comment", """{"content":"Wrong","label":"problem"}""");
        lock (host.State.Gate)
        {
            host.State.Events.Add(new(EventVerb.Updated, host.Clock.GetUtcNow())
            {
                Task = host.State.Tasks.Find(launched.Task),
                Field = "deadline",
                OldValue = "a",
                NewValue = "b",
            });
        }

        var overview = (await api.GetAsync("/_sandbox/overview")).Json;

        Assert.Equal("active", overview.GetProperty("people")[0].GetProperty("status").GetString());
        Assert.Equal(
            ["Lidia Holloway", "Gill"],
            overview.GetProperty("guests").EnumerateArray().Select(guest => guest.GetProperty("name").GetString()));
        Assert.Equal("Adele Vance", overview.GetProperty("group_members")[0].GetProperty("members")[0].GetString());
        Assert.Equal("b", overview.GetProperty("rules")[0].GetProperty("new_value").GetString());
        var task = overview.GetProperty("tasks").EnumerateArray()
            .First(one => one.GetProperty("id").GetString() == launched.Task);
        Assert.True(task.GetProperty("threads")[0].GetProperty("is_open").GetBoolean());
        Assert.Equal(0, overview.GetProperty("webhooks").GetArrayLength());
    }

    [Fact]
    public async Task The_page_launches_with_requester_description_and_answers_and_sees_what_is_typed()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var launched = await api.LaunchForAlexAsync(
            """
            "launched_by":"meganb@example.com","description":"<p>One</p>","answers":{"amount":"EUR 7"}
            """);

        var overview = (await api.GetAsync("/_sandbox/overview")).Json;
        var form = overview.GetProperty("forms").EnumerateArray()
            .First(one => one.GetProperty("template").GetString() == "Purchase request");
        Assert.Equal("pattif@example.com", form.GetProperty("requester").GetString());
        Assert.Equal(
            ["amount EUR 1,250.00", "cost-centre CC-104 Facilities"],
            Typed(form.GetProperty("fields")).Take(2));
        var task = overview.GetProperty("tasks").EnumerateArray()
            .First(one => one.GetProperty("id").GetString() == launched.Task);
        Assert.Contains("amount EUR 7", Typed(task.GetProperty("fields")));
        Assert.Equal(
            WellKnown.Megan, (await api.GetAsync($"{SandboxHost.Org}/runs/{launched.Run}")).Data
                .GetProperty("started_by").GetInt32());

        static IEnumerable<string> Typed(JsonElement fields) => fields.EnumerateArray()
            .Select(field => $"{field.GetProperty("alias").GetString()} {field.GetProperty("value").GetString()}");
    }

    [Fact]
    public async Task An_answer_that_no_field_asks_for_is_refused_in_a_sentence()
    {
        await using var host = new SandboxHost();

        var refused = await host.AsAdministrator().PostAsync(
            "/_sandbox/launch",
            """{"template":"Time off","assignees":["alexw@example.com"],"answers":{"amount":"EUR 7"}}""");

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains("no form field", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/page.js")]
    [InlineData("/panels.js")]
    [InlineData("/changes.js")]
    [InlineData("/launch.js")]
    [InlineData("/page.css")]
    public async Task Each_part_of_the_page_is_there(string path)
    {
        await using var host = new SandboxHost();

        Assert.Equal(HttpStatusCode.OK, (await host.AsAdministrator().GetAsync(path)).Status);
    }

    [Fact]
    public async Task The_overview_shows_what_a_task_says_while_it_waits()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = (await api.PostAsync(
            "/_sandbox/launch",
            $$"""
              {
                "standalone":true,
                "title":"Read me",
                "description":"{{new string('x', 5000)}}",
                "assignees":["alexw@example.com"]
              }
              """)).Json;
        var task = launched.GetProperty("task_id").GetString();

        var waiting = await SummaryAsync();
        await api.PostAsync($"/_sandbox/tasks/{task}/complete", """{"as":"alexw@example.com","is_approved":true}""");

        Assert.Equal($"{new string('x', 4000)}…", waiting.GetString());
        Assert.Equal(JsonValueKind.Null, (await SummaryAsync()).ValueKind);

        async Task<JsonElement> SummaryAsync() => (await api.GetAsync("/_sandbox/overview")).Json.GetProperty("tasks")
            .EnumerateArray().First(one => one.GetProperty("id").GetString() == task).GetProperty("summary");
    }

    [Fact]
    public async Task The_panels_are_part_of_the_page()
    {
        await using var host = new SandboxHost();

        var script = await host.As(null).GetAsync("/panels.js");

        Assert.Equal("text/javascript", script.Message.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("innerHTML", script.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alexw@example.com", """{"status":"asleep"}""", HttpStatusCode.BadRequest)]
    [InlineData("alexw@example.com", """{"role":"7"}""", HttpStatusCode.BadRequest)]
    [InlineData("alexw@example.com", """{"email":"nowhere"}""", HttpStatusCode.BadRequest)]
    [InlineData("alexw@example.com", """{"colour":"red"}""", HttpStatusCode.BadRequest)]
    [InlineData("x@example.com", """{"status":"active"}""", HttpStatusCode.NotFound)]
    [InlineData("alexw@example.com", """{"email":"alex@example.com"}""", HttpStatusCode.OK)]
    public async Task A_member_is_changed_or_it_is_said_why_not(string email, string body, HttpStatusCode status)
    {
        await using var host = new SandboxHost();

        Assert.Equal(status, (await host.AsAdministrator().PutAsync($"/_sandbox/members/{email}", body)).Status);
    }

    [Theory]
    [InlineData("Tea", "{}", HttpStatusCode.NotFound)]
    [InlineData("Time off", """{"step":"tea"}""", HttpStatusCode.NotFound)]
    [InlineData("Time off", """{"webhook":null}""", HttpStatusCode.OK)]
    [InlineData("Time off", "[]", HttpStatusCode.BadRequest)]
    public async Task A_template_is_given_an_address_or_it_is_said_why_not(
        string template, string body, HttpStatusCode status)
    {
        await using var host = new SandboxHost();

        Assert.Equal(
            status, (await host.AsAdministrator().PutAsync($"/_sandbox/templates/{template}/webhook", body)).Status);
    }

    [Fact]
    public void A_number_shows_its_range()
    {
        var setting = Setting.All(new SandboxOptions { RequestsPerMinute = 7 })
            .First(known => known.Name == "Sandbox:RequestsPerMinute");

        Assert.Equal(["0 to 1000000"], setting.Values);
        Assert.Equal("600", setting.Default);
        Assert.Equal("7", setting.Current);
    }

    [Fact]
    public async Task A_number_out_of_range_keeps_it_from_starting()
    {
        await using var host = new SandboxHost { Seed = "none" };

        var fault = new SandboxOptionsValidator().Validate(null, new SandboxOptions { WebhookTimeoutSeconds = 0 });

        Assert.True(fault.Failed);
        Assert.Contains("WebhookTimeoutSeconds", fault.FailureMessage, StringComparison.Ordinal);
        Assert.Equal(WellKnown.Bot, host.State.People.DefaultAdmin?.Id);
    }
}
