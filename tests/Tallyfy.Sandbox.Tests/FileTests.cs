using System.Net;
using System.Net.Http.Headers;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Uploads and downloads (docs/tallyfy-facts.md 7).</summary>
public sealed class FileTests
{
    private static readonly string Org = SandboxHost.Org;

    [Theory]
    [InlineData("file")]
    [InlineData("assets")]
    public async Task A_file_is_uploaded_and_comes_back(string path)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var form = Form("Run", task.Run ?? "", "quote.pdf", "the quote"u8.ToArray());
        form.Add(new StringContent("field1"), "uploaded_from");

        var uploaded = await api.SendAsync(HttpMethod.Post, $"{Org}/{path}", form);
        var id = uploaded.Data.GetProperty("id").GetString();
        var shown = await api.GetAsync($"{Org}/file/{id}");
        var download = await api.GetAsync($"{Org}/file/{id}/dl");

        Assert.Equal(HttpStatusCode.OK, uploaded.Status);
        Assert.Equal(
            [
                "id", "filename", "version", "uploaded_from", "uploaded_at", "step_id", "source", "system",
                "uploaded_to_s3", "subject",
            ],
            uploaded.Data.EnumerateObject().Select(property => property.Name));
        Assert.Equal("quote.pdf", uploaded.Data.GetProperty("filename").GetString());
        Assert.Equal("field1", uploaded.Data.GetProperty("uploaded_from").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", uploaded.Data.GetProperty("uploaded_at").GetString());
        Assert.Equal($$"""{"id":"{{task.Run}}","type":"Run"}""", uploaded.Data.GetProperty("subject").GetRawText());
        Assert.Equal("the quote", shown.Text);
        Assert.Equal("inline", shown.Message.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("attachment", download.Message.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("application/pdf", download.Message.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/download-files/{id}")).Status);
    }

    [Fact]
    public async Task Assets_are_what_was_sent_to_the_task_or_to_its_process_for_its_step_or_field_or_answers_one()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);
        var step = (await api.TaskAsync(form.Task)).GetProperty("step_id").GetString() ?? "";
        await SendAsync("own.txt", "Task", form.Task.Task);
        await SendAsync("field.txt", "Run", form.Task.Run, ("uploaded_from", form.Fields["file"]));
        await SendAsync("step.txt", "Run", form.Task.Run, ("step_id", step));
        await SendAsync("process.txt", "Run", form.Task.Run, ("uploaded_from", "ko_field"));
        var elsewhere = await SendAsync("elsewhere.txt", "Task", (await api.LaunchAloneForAlexAsync()).Task);

        var before = await AssetsAsync($"{Org}/tasks/{form.Task.Task}");
        await form.AnswerAsync(api, "file", $"[{elsewhere.Data.GetRawText()}]");

        Assert.Equal(["own.txt", "field.txt", "step.txt"], before);
        Assert.Equal([.. before, "elsewhere.txt"], await AssetsAsync($"{Org}/tasks/{form.Task.Task}"));
        Assert.Equal(["field.txt", "step.txt", "process.txt"], await AssetsAsync($"{Org}/runs/{form.Task.Run}"));

        async Task<Answer> SendAsync(string name, string type, string? id, params (string Name, string Value)[] more)
        {
            var upload = Form(type, id ?? "", name, "x"u8.ToArray());
            foreach (var (field, value) in more)
                upload.Add(new StringContent(value), field);
            return await api.SendAsync(HttpMethod.Post, $"{Org}/file", upload);
        }

        async Task<IReadOnlyList<string?>> AssetsAsync(string path) =>
        [
            .. (await api.GetAsync($"{path}?with=assets")).Data.GetProperty("assets").GetProperty("data")
                .EnumerateArray().Select(file => file.GetProperty("filename").GetString()),
        ];
    }

    [Fact]
    public async Task The_same_name_is_a_new_version_and_a_page_is_never_served_as_one()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchAloneForAlexAsync();
        var page = Form("Task", task.Task, "../../a.html", "<script>"u8.ToArray(), "text/html");

        await api.SendAsync(HttpMethod.Post, $"{Org}/file", Form("Task", task.Task, "a.html", "x"u8.ToArray()));
        var second = await api.SendAsync(HttpMethod.Post, $"{Org}/file", page);
        var shown = await api.GetAsync($"{Org}/file/{second.Data.GetProperty("id").GetString()}");

        Assert.Equal(2, second.Data.GetProperty("version").GetInt32());
        Assert.Equal("a.html", second.Data.GetProperty("filename").GetString());
        Assert.Equal("application/octet-stream", shown.Message.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task UploadFields_may_be_the_other_pages()
    {
        await using var host = new SandboxHost(("UploadFields", "file"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var documented = await api.SendAsync(
            HttpMethod.Post, $"{Org}/file", Form("Run", task.Run ?? "", "a.txt", "x"u8.ToArray()));
        var other = await api.SendAsync(
            HttpMethod.Post, $"{Org}/file", Form("task", task.Task, "a.txt", "x"u8.ToArray(), field: "file"));
        var download = await api.GetAsync($"{Org}/download-files/{other.Data.GetProperty("id").GetString()}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, documented.Status);
        Assert.Equal("x", download.Text);
    }

    [Theory]
    [InlineData("UploadMegabytes", "may not be greater than 1024 kilobytes")]
    [InlineData("FileMemoryMegabytes", "Sandbox:FileMemoryMegabytes")]
    public async Task Too_much_is_refused(string setting, string words)
    {
        await using var host = new SandboxHost((setting, "1"));
        var api = host.AsAdministrator();
        var task = await api.LaunchAloneForAlexAsync();

        var most = await api.SendAsync(
            HttpMethod.Post, $"{Org}/file", Form("Task", task.Task, "a.bin", new byte[1024 * 1024]));
        var more = await api.SendAsync(
            HttpMethod.Post, $"{Org}/file", Form("Task", task.Task, "b.bin", new byte[(1024 * 1024) + 1]));

        Assert.Equal(HttpStatusCode.OK, most.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, more.Status);
        Assert.Contains(words, more.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Run", "nothing", HttpStatusCode.NotFound)]
    [InlineData("Task", "nothing", HttpStatusCode.NotFound)]
    [InlineData("Checklist", "nothing", HttpStatusCode.NotFound)]
    [InlineData("Planet", "nothing", HttpStatusCode.UnprocessableEntity)]
    [InlineData("Task", "", HttpStatusCode.UnprocessableEntity)]
    [InlineData("", "nothing", HttpStatusCode.UnprocessableEntity)]
    public async Task A_file_needs_something_it_belongs_to(string type, string id, HttpStatusCode status)
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator()
            .SendAsync(HttpMethod.Post, $"{Org}/file", Form(type, id, "a.txt", "x"u8.ToArray()));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task An_upload_without_a_file_or_without_a_person_is_refused()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var json = await api.PostAsync($"{Org}/file", "{}");
        var broken = await api.SendAsync(HttpMethod.Post, $"{Org}/file", Broken());
        var stranger = await host.As("unknown").SendAsync(
            HttpMethod.Post, $"{Org}/file", Form("Task", "x", "a.txt", "x"u8.ToArray()));

        Assert.Equal("""{"error":true,"errors":{"name":["The name field is required."]}}""", json.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/file/nothing/dl")).Status);
    }

    private static ByteArrayContent Broken()
    {
        var content = new ByteArrayContent("--x\r\nno end"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        return content;
    }

    private static MultipartFormDataContent Form(
        string type,
        string id,
        string name,
        byte[] bytes,
        string contentType = "application/pdf",
        string field = "name")
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return new MultipartFormDataContent
        {
            { new StringContent(type), "subject_type" },
            { new StringContent(id), "subject_id" },
            { file, field, name },
        };
    }
}
