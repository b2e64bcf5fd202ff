using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class FileTests
{
    private const string Download = StubTallyfy.Address + "/organizations/org/file/f/dl";

    [Fact]
    public async Task An_upload_is_the_form_a_browser_would_send()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/file", Sample.Text("file.upload.response"));

        var file = await story.Client.UploadFileAsync(
            "org",
            Upload() with { FileName = "über \"x\"\r\n.pdf", ContentType = "application/pdf" },
            ClientStory.Token);

        var sent = story.Tallyfy.Only;
        var boundary = MediaTypeHeaderValue.Parse(sent.ContentType!).Parameters.Single().Value!.Trim('"');
        Assert.Equal(
            $"""
            --{boundary}
            Content-Disposition: form-data; name="subject_id"

            run_id_abc
            --{boundary}
            Content-Disposition: form-data; name="subject_type"

            Run
            --{boundary}
            Content-Disposition: form-data; name="uploaded_from"

            capture_id_abc123
            --{boundary}
            Content-Disposition: form-data; name="source"

            local
            --{boundary}
            Content-Disposition: form-data; name="step_id"

            step_id_xyz789
            --{boundary}
            Content-Type: application/pdf
            Content-Disposition: form-data; name="name"; filename="über _x___.pdf"

            content
            --{boundary}--

            """.ReplaceLineEndings("\n"),
            sent.Body!.ReplaceLineEndings("\n"));
        Assert.Equal(("asset_id_abc123xyz", "document.pdf", 1), (file.Id, file.FileName, file.Version));
        Assert.Equal(("run_id_abc", "Run"), (file.Subject?.Id, file.Subject?.Type));
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 10, 0, 0, TimeSpan.Zero), file.UploadedAt);
    }

    [Fact]
    public async Task A_media_type_that_is_none_does_not_stop_an_upload()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/file", Sample.Text("file.upload.response"));

        await story.Client.UploadFileAsync("org", Upload() with { ContentType = "not one" }, ClientStory.Token);

        Assert.Contains("application/octet-stream", story.Tallyfy.Only.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_is_written_to_the_stream_and_described()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Get, Download, HttpStatusCode.OK, "content", response =>
        {
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            response.Content.Headers.ContentDisposition =
                ContentDispositionHeaderValue.Parse("attachment; filename=\"document.pdf\"");
        });
        using var destination = new MemoryStream();

        var file = await story.Client.DownloadFileAsync("org", "f", destination, ClientStory.Token);

        Assert.Equal(new DownloadedFile("document.pdf", "application/pdf", 7), file);
        Assert.Equal("content", Encoding.UTF8.GetString(destination.ToArray()));
    }

    [Fact]
    public async Task A_download_larger_than_any_answer_goes_through_in_pieces()
    {
        var body = new EndlessStream(25 * 1024 * 1024);
        using var network = new SameAnswer(HttpStatusCode.OK, () => new StreamContent(body));
        await using var story = new ClientStory(network: network);
        var destination = new CountingStream();

        var file = await story.Client.DownloadFileAsync("org", "f", destination, ClientStory.Token);

        Assert.Equal((25 * 1024 * 1024, 25 * 1024 * 1024), (file.Length, destination.Written));
        Assert.InRange(body.LargestRead, 1, 16 * 1024);
    }

    [Fact]
    public async Task A_download_that_never_ends_is_stopped_at_the_limit()
    {
        var body = new EndlessStream();
        using var network = new SameAnswer(HttpStatusCode.OK, () => new StreamContent(body));
        await using var story = new ClientStory(options => options.MaxDownloadBytes = 1_000_000, network);
        var destination = new CountingStream();

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.DownloadFileAsync("org", "f", destination, ClientStory.Token));

        Assert.Equal(TallyfyErrorKind.UnreadableAnswer, refusal.Kind);
        Assert.InRange(destination.Written, 1, 1_000_000);
        Assert.InRange(body.Taken, 1_000_000, 1_000_000 + 16 * 1024);
    }

    [Fact]
    public async Task A_download_that_stalls_ends_with_the_time_for_transfers()
    {
        await using var story = new ClientStory();
        var reading = new SemaphoreSlim(0);
        story.Tallyfy.On(HttpMethod.Get, Download, (_, _) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new StubbornStream(reading)) }));

        var asking = ClientStory.RefusalAsync(
            () => story.Client.DownloadFileAsync("org", "f", Stream.Null, ClientStory.Token));
        await reading.WaitAsync(ClientStory.Token);
        story.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(TallyfyErrorKind.TimedOut, (await asking).Kind);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_reported_as_such_and_not_repeated()
    {
        using var network = new SameAnswer(
            HttpStatusCode.OK, () => new StreamContent(new StubbornStream(null)));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.DownloadFileAsync("org", "f", Stream.Null, ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.Unreachable, 1), (refusal.Kind, network.Count));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "error.404.resource", TallyfyErrorKind.NotFound)]
    [InlineData(HttpStatusCode.Redirect, "me.get.response", TallyfyErrorKind.UnreadableAnswer)]
    public async Task A_download_that_is_refused_writes_nothing(
        HttpStatusCode status, string sample, TallyfyErrorKind kind)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Get, Download, status, Sample.Text(sample));
        using var destination = new MemoryStream();

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.DownloadFileAsync("org", "f", destination, ClientStory.Token));

        Assert.Equal((kind, 0), (refusal.Kind, destination.Length));
    }

    [Theory]
    [InlineData("""{"full_url":"https://a.example/f","size":12}""", "https://a.example/f", 12L)]
    [InlineData("""{"url":"/f","public_link":"https://b.example/f","size":"12"}""", "https://b.example/f", null)]
    [InlineData("""{"url":7,"size":-1}""", null, null)]
    public async Task A_file_says_where_it_is_and_how_large_where_Tallyfy_does(string file, string? link, long? bytes)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/tasks/t?with=assets", $$$"""{"data":{"id":"t","assets":[{{{file}}}]}}""");

        var task = await story.Client.FindTaskAsync("org", "t", TaskIncludes.Assets, ClientStory.Token);

        var read = Assert.Single(task!.Assets);
        Assert.Equal((link, bytes), (read.Link?.AbsoluteUri, read.Bytes));
    }

    internal static FileUpload Upload() => new()
    {
        FileName = "document.pdf",
        Content = new MemoryStream("content"u8.ToArray()),
        SubjectId = "run_id_abc",
        UploadedFrom = "capture_id_abc123",
        StepId = "step_id_xyz789",
    };

    internal static async Task<TallyfyFile> UploadedAsync()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/file", Sample.Text("file.upload.response"));
        return await story.Client.UploadFileAsync("org", Upload(), ClientStory.Token);
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Written { get; private set; }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
