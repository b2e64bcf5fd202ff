using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Uploads and downloads (docs/tallyfy-facts.md 7).</summary>
internal static partial class FileRoutes
{
    private const long Megabyte = 1024 * 1024;
    private const int MaxName = 255;
    private const string UnknownContent = "application/octet-stream";

    public static ApiRoute Uploading { get; } = new(Add) { ReadsUpload = true, NeedsJson = false };

    public static ApiAnswer Show(ApiCall call) => Send(call, "inline");

    public static ApiAnswer Download(ApiCall call) => Send(call, "attachment");

    /// <summary>The path of the one page that names it (C28).</summary>
    public static ApiAnswer OtherDownload(ApiCall call) => call.Options.UploadFields == "file"
        ? Send(call, "attachment")
        : ApiErrors.From(new Refusal.EndpointNotFound());

    public static ApiRoute Deletion { get; } = new(Delete) { NeedsJson = false };

    /// <summary>What is known of a file, without its content.</summary>
    public static ApiAnswer Metadata(ApiCall call) => call.State.Files.Find(call.Route("file")) is { } file
        ? ApiAnswer.Ok(new ItemJson<FileJson>(FileJson.From(file)), SandboxJson.Default.ItemJsonFileJson)
        : ApiErrors.From(new Refusal.NotFound());

    /// <summary>The record and its content; 200 with nothing in it.</summary>
    private static ApiAnswer Delete(ApiCall call) => call.State.Files.Remove(call.Route("file"))
        ? new ApiAnswer(StatusCodes.Status200OK, [])
        : ApiErrors.From(new Refusal.NotFound());

    private static ApiAnswer Add(ApiCall call)
    {
        var upload = call.Upload ?? new Upload(new Dictionary<string, string>());
        if (FindMistake(call, upload) is { } mistake)
            return ApiErrors.From(mistake);
        if (upload.File is not { } part)
            return ApiErrors.From(Refusal.Field(call.Options.UploadFields, Missing(call.Options.UploadFields)));

        var subject = upload.Fields["subject_id"];
        var file = new StoredFile
        {
            Id = SandboxState.NewId(),
            Name = part.FileName,
            ContentType = part.ContentType ?? UnknownContent,
            Content = part.Content,
            SubjectId = subject,
            SubjectType = upload.Fields["subject_type"],
            UploadedFrom = upload.Fields.GetValueOrDefault("uploaded_from"),
            StepId = upload.Fields.GetValueOrDefault("step_id") ?? call.State.Tasks.Find(subject)?.Step?.Id,
            Source = upload.Fields.GetValueOrDefault("source") ?? "local",
            System = upload.Fields.GetValueOrDefault("system"),
            Version = call.State.Files.NextVersion(subject, part.FileName),
            UploadedAt = call.Now,
        };
        call.State.Files.Add(file);
        call.State.Events.Add(new SandboxEvent(EventVerb.Uploaded, call.Now)
        {
            Actor = call.Caller,
            Task = call.State.Tasks.Find(subject),
            Run = call.State.Runs.Find(subject),
            NewValue = file.Name,
        });
        return ApiAnswer.Ok(new ItemJson<FileJson>(FileJson.From(file)), SandboxJson.Default.ItemJsonFileJson);
    }

    private static Refusal? FindMistake(ApiCall call, Upload upload)
    {
        var field = call.Options.UploadFields;
        var kilobytes = call.Options.UploadMegabytes * 1024;
        if (upload.IsTooLarge)
            return Refusal.Field(field, $"The {field} may not be greater than {kilobytes} kilobytes.");
        if (upload.File?.Field != field)
            return Refusal.Field(field, Missing(field));
        if (upload.File.FileName.Length is 0 or > MaxName || upload.File.FileName.Any(char.IsControl))
            return Refusal.Field(field, $"The {field} must have a file name of at most {MaxName} characters.");
        if (call.State.Files.Bytes + upload.File.Content.Length > call.Options.FileMemoryMegabytes * Megabyte)
            return Refusal.Field(field, "The sandbox keeps no more files in memory. See Sandbox:FileMemoryMegabytes.");
        return FindSubjectMistake(call, upload.Fields);
    }

    private static Refusal? FindSubjectMistake(ApiCall call, IReadOnlyDictionary<string, string> fields)
    {
        if (string.IsNullOrEmpty(fields.GetValueOrDefault("subject_id")))
            return Refusal.Field("subject_id", "The subject id field is required.");
        if (string.IsNullOrEmpty(fields.GetValueOrDefault("subject_type")))
            return Refusal.Field("subject_type", "The subject type field is required.");
        if (fields.GetValueOrDefault("source") is not (null or "" or "local" or "url"))
            return Refusal.Field("source", "The selected source is invalid.");

        var id = fields["subject_id"];
        var isOld = call.Options.UploadFields == "file";
        return fields["subject_type"] switch
        {
            "Run" when !isOld => call.State.Runs.Find(id) is null ? new Refusal.NotFound() : null,
            "Checklist" when !isOld =>
                call.State.Templates.Exists(known => known.Id == id) ? null : new Refusal.NotFound(),
            "Task" when !isOld => FindTaskFault(call, id),
            "task" when isOld => FindTaskFault(call, id),
            _ => Refusal.Field("subject_type", "The selected subject type is invalid."),
        };
    }

    private static Refusal? FindTaskFault(ApiCall call, string id) => call.State.Tasks.Find(id) switch
    {
        null => new Refusal.NotFound(),
        { } task when !new TaskAccess(call.State, call.Options).Sees(call.Caller, task) =>
            new Refusal.Forbidden("You do not have permission to upload to this task."),
        _ => null,
    };

    private static string Missing(string field) => $"The {field} field is required.";

    private static ApiAnswer Send(ApiCall call, string how)
    {
        if (call.State.Files.Find(call.Route("file")) is not { } file)
            return ApiErrors.From(new Refusal.NotFound());

        var disposition = new ContentDispositionHeaderValue(how);
        disposition.SetHttpFileName(file.Name);
        return new ApiAnswer(StatusCodes.Status200OK, file.Content)
        {
            ContentType = PlainType().IsMatch(file.ContentType) ? file.ContentType : UnknownContent,
            Disposition = disposition.ToString(),
        };
    }

    /// <summary>Only what is safe as a header; a browser must not run an uploaded page here.</summary>
    [GeneratedRegex("^(application/(pdf|json|zip|msword)|image/(png|jpeg|gif)|text/(plain|csv))$")]
    private static partial Regex PlainType();
}
