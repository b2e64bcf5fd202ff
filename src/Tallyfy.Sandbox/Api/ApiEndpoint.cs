using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Faults;
using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api;

/// <summary>The way of every request to the imitated API: fault, gate, route, journal, fault, answer.</summary>
internal sealed class ApiEndpoint(
    SandboxState state, WriteJournal journal, FaultBoard faults, RateLimits limits, IOptions<SandboxOptions> options,
    TimeProvider time)
{
    public async Task AnswerAsync(HttpContext http, ApiRoute route)
    {
        var cancellationToken = http.RequestAborted;
        var form = route.ReadsForm ? await ReadFormAsync(http.Request, cancellationToken) : null;
        var upload = route.ReadsUpload ? await ReadUploadAsync(http, cancellationToken) : null;
        var body = IsWrite(http.Request) && !route.ReadsForm && !route.ReadsUpload
            ? await RequestBody.ReadAsync(http.Request, cancellationToken)
            : RequestBody.None;
        var fault = faults.Take(http.Request.Method, http.Request.Path);

        if (fault is { IsBefore: true })
        {
            await WaitAsync(fault, cancellationToken);
            if (fault.Replaces)
            {
                Record(http, route, body, fault);
                await SendAsync(http, fault, ApiErrors.From(new Refusal.NotFound()), cancellationToken);
                return;
            }
        }

        var answer = Handle(http, route, body, call => call with { Form = form, Upload = upload }, fault);
        if (fault is { IsBefore: false })
            await WaitAsync(fault, cancellationToken);
        await SendAsync(http, fault is { IsBefore: false } ? fault : null, answer, cancellationToken);
    }

    private static bool IsWrite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    /// <summary>Null for what is no form, or cannot be read as one.</summary>
    public static async Task<IFormCollection?> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return null;

        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>A stranger's upload is not read at all.</summary>
    private async Task<Upload?> ReadUploadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        lock (state.Gate)
        {
            if (ApiGate.FindToken(http.Request, state, time.GetUtcNow()) is null)
                return null;
        }

        return await Upload.ReadAsync(http, options.Value.UploadMegabytes, cancellationToken);
    }

    private static async Task SendAsync(
        HttpContext http, Fault? fault, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (fault is { Drop: true })
        {
            http.Abort();
            return;
        }

        await (fault?.Answer ?? answer).SendAsync(http.Response, cancellationToken);
    }

    private ApiAnswer Handle(
        HttpContext http, ApiRoute route, RequestBody body, Func<ApiCall, ApiCall> complete, Fault? fault)
    {
        lock (state.Gate)
        {
            var now = time.GetUtcNow();
            ExpireTasks.Execute(state, options.Value, now);
            var token = ApiGate.FindToken(http.Request, state, now);
            var person = token?.MemberId is { } id ? state.People.Find(id) : null;
            var call = complete(new ApiCall(http.Request, state, options.Value, now)
            {
                Person = person,
                Body = body.Json,
            });
            var answer = limits.Admit(call, token, () => Answer(route, call, token, body));

            if (route.IsJournaled && IsWrite(http.Request))
                journal.Add(Describe(http, body, token, now, fault) with
                {
                    Status = answer.Status,
                    CompleterId = answer.Signature?.CompleterId,
                    IsApproved = answer.Signature?.IsApproved,
                });

            return answer;
        }
    }

    private ApiAnswer Answer(ApiRoute route, ApiCall call, AccessToken? token, RequestBody body)
    {
        var refusal = ApiGate.Check(route, call, token) ?? (route.NeedsJson ? body.Fault : null);
        var answer = refusal is null ? limits.Count(call, () => route.Handle(call)) : ApiErrors.From(refusal);
        return ErrorBodies.Shape(answer, options.Value);
    }

    /// <summary>A write that a fault kept from taking effect is a write we received all the same.</summary>
    private void Record(HttpContext http, ApiRoute route, RequestBody body, Fault fault)
    {
        if (!route.IsJournaled || !IsWrite(http.Request))
            return;

        lock (state.Gate)
        {
            var now = time.GetUtcNow();
            var token = ApiGate.FindToken(http.Request, state, now);
            journal.Add(Describe(http, body, token, now, fault) with { Status = fault.Status });
        }
    }

    private static JournalEntry Describe(
        HttpContext http, RequestBody body, AccessToken? token, DateTimeOffset now, Fault? fault) => new()
        {
            At = now,
            Method = http.Request.Method,
            Path = http.Request.Path.ToUriComponent(),
            TokenUser = token?.MemberId,
            TaskId = WriteJournal.TaskOf(http.Request, body),
            Body = WriteJournal.Cap(body),
            Fault = fault?.Describe(),
        };

    private Task WaitAsync(Fault fault, CancellationToken cancellationToken) => fault.Delay > TimeSpan.Zero
        ? Task.Delay(fault.Delay, time, cancellationToken)
        : Task.CompletedTask;
}
