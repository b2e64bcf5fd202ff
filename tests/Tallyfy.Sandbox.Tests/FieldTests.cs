using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>The ten field types of docs/tallyfy-facts.md 7.</summary>
public sealed class FieldTests
{
    [Theory]
    [InlineData("text", "\"normal\"")]
    [InlineData("text", "7")]
    [InlineData("textarea", "\"long\\nlines\"")]
    [InlineData("email", "\"person.one@example.com\"")]
    [InlineData("email", """{"value":"person.one@example.com"}""")]
    [InlineData("date", "\"2025-12-20T14:23:18.128Z\"")]
    [InlineData("date", "\"2025-12-20 14:23:18\"")]
    [InlineData("date", "\"2025-12-20\"")]
    [InlineData("radio", "\"yes\"")]
    [InlineData("dropdown", """{"id":2,"text":"Office 365","value":null}""")]
    [InlineData("dropdown", """{"id":"2","text":"Office 365"}""")]
    [InlineData(
        "multiselect", """[{"id":1,"text":"Slack","selected":true},{"id":2,"text":"Teams","selected":false}]""")]
    [InlineData("multiselect", """[{"id":1,"text":"Slack"}]""")]
    [InlineData("table", """["Widget","3"]""")]
    [InlineData("table", """[["Widget","Gadget"],[3,4]]""")]
    [InlineData(
        "assignees", """{"users":[1003],"guests":["g@example.net"],"groups":["f1a2ce00f1a2ce00f1a2ce00f1a2ce00"]}""")]
    [InlineData("file", """[{"id":"abc","filename":"a.pdf","version":1,"subject":{"id":"r","type":"Run"}}]""")]
    [InlineData("file", """[{"url":"https://example.com/a.pdf"}]""")]
    public async Task A_value_that_fits_is_stored_as_it_came(string field, string value)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var answer = await form.AnswerAsync(api, field, value);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(value, answer.Data.GetProperty("taskdata").GetProperty(form.Fields[field]).GetRawText());
        Assert.Equal(value, await form.StoredAsync(api, field));
    }

    [Theory]
    [InlineData("text", "[\"a\"]", null)]
    [InlineData("textarea", "7", null)]
    [InlineData("date", "7", null)]
    [InlineData("date", "\"someday\"", null)]
    [InlineData("radio", "\"Yes\"", null)]
    [InlineData("radio", "\"yes \"", null)]
    [InlineData("radio", "1", null)]
    [InlineData("dropdown", "\"Office 365\"", "Invalid dropdown choice selected.")]
    [InlineData("dropdown", """{"id":1,"text":"Office 365"}""", "Invalid dropdown choice selected.")]
    [InlineData("dropdown", """{"id":2,"text":"office 365"}""", "Invalid dropdown choice selected.")]
    [InlineData("dropdown", """{"text":"Office 365"}""", "Invalid dropdown choice selected.")]
    [InlineData("multiselect", """{"id":1,"text":"Slack","selected":true}""", null)]
    [InlineData("multiselect", """[{"id":3,"text":"Zoom","selected":true}]""", null)]
    [InlineData("multiselect", "[\"Slack\"]", null)]
    [InlineData("table", "[\"Widget\"]", "Number of columns does not match required columns")]
    [InlineData("table", "{}", "Invalid table field")]
    [InlineData("assignees", "[1003]", null)]
    [InlineData("assignees", """{"users":["Megan"]}""", null)]
    [InlineData("file", """{"id":"abc"}""", null)]
    [InlineData("file", """[{"filename":"a.pdf"}]""", null)]
    public async Task A_value_that_does_not_fit_is_422_and_changes_nothing(string field, string value, string? message)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var answer = await form.AnswerAsync(api, field, value);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var said = Assert.Single(
            answer.Json.GetProperty("errors").GetProperty("taskdata").EnumerateArray()).GetString();
        Assert.Equal(message ?? said, said);
        Assert.Equal("nothing", await form.StoredAsync(api, field));
    }

    [Theory]
    [InlineData("clears", HttpStatusCode.OK)]
    [InlineData("error-422", HttpStatusCode.UnprocessableEntity)]
    public async Task An_empty_text_clears_a_table_or_is_refused_as_the_setting_says(
        string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("EmptyTable", setting));
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var answer = await form.AnswerAsync(api, "table", "\"\"");

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("textarea")]
    [InlineData("date")]
    [InlineData("radio")]
    [InlineData("dropdown")]
    [InlineData("multiselect")]
    [InlineData("table")]
    [InlineData("assignees")]
    [InlineData("file")]
    public async Task A_value_in_a_wrapper_is_refused_by_all_but_email(string field)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var answer = await form.AnswerAsync(api, field, """{"value":"yes"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Theory]
    [InlineData("text", 200)]
    [InlineData("textarea", 30_000)]
    public async Task A_text_has_a_longest_length(string field, int longest)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var fits = await form.AnswerAsync(api, field, $"\"{new string('a', longest)}\"");
        var tooLong = await form.AnswerAsync(api, field, $"\"{new string('a', longest + 1)}\"");

        Assert.Equal(HttpStatusCode.OK, fits.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
    }

    [Fact]
    public async Task Unknown_keys_are_dropped_others_kept_and_null_clears()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);
        await form.AnswerAsync(api, "text", "\"kept\"");
        await form.AnswerAsync(api, "radio", "\"yes\"");

        var unknown = await api.PutAsync(form.Path, """{"taskdata":{"ffffffffffffffffffffffffffffffff":"lost"}}""");
        await form.AnswerAsync(api, "radio", "null");

        Assert.Equal(HttpStatusCode.OK, unknown.Status);
        Assert.DoesNotContain("lost", unknown.Text, StringComparison.Ordinal);
        Assert.Equal("\"kept\"", await form.StoredAsync(api, "text"));
        Assert.Equal("nothing", await form.StoredAsync(api, "radio"));
    }

    [Fact]
    public async Task Boxes_that_must_all_be_ticked_hold_back_the_completion_only()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var written = await form.AnswerAsync(api, "multiselect", """[{"id":1,"text":"Slack","selected":true}]""");
        var refused = await api.CompleteAsync(form.Task);
        await form.AnswerAsync(
            api, "multiselect",
            """[{"id":1,"text":"Slack","selected":true},{"id":2,"text":"Teams","selected":true}]""");
        var accepted = await api.CompleteAsync(form.Task);

        Assert.Equal(HttpStatusCode.OK, written.Status);
        Assert.Equal(
            form.Fields["multiselect"], Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
    }

    [Fact]
    public async Task One_mistake_keeps_the_whole_update_from_happening()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var answer = await api.PutAsync(
            form.Path,
            $$$"""{"title":"New","taskdata":{"{{{form.Fields["text"]}}}":"a","{{{form.Fields["radio"]}}}":"maybe"}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("nothing", await form.StoredAsync(api, "text"));
        Assert.Equal("Fill in", (await api.TaskAsync(form.Task)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_process_lists_its_fields()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var fields = (await api.GetAsync($"{SandboxHost.Org}/runs/{form.Task.Run}/form-fields")).Data;

        var first = fields.GetProperty("form_fields")[0];
        Assert.Equal(10, fields.GetProperty("form_fields").GetArrayLength());
        Assert.Equal(0, fields.GetProperty("ko_form_fields").GetArrayLength());
        Assert.Equal(form.Task.Task, first.GetProperty("task_id").GetString());
        Assert.Equal(
            ["id", "field_type", "label", "alias", "options", "columns", "task_id", "required", "unique_id"],
            first.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("unique_id").ValueKind);
    }
}
