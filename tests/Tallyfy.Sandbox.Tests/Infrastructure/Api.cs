using System.Net;
using System.Text;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Sandbox.Tests.Infrastructure;

/// <summary>An answer as it came over HTTP.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Data => Json.GetProperty("data");
}

/// <summary>Plain HTTP, written from docs/tallyfy-facts.md and not from our client.</summary>
internal sealed class Api(HttpClient client)
{
    public static readonly string Org = SandboxHost.Org;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, string? json) => SendAsync(HttpMethod.Post, path, Json(json));

    public Task<Answer> PutAsync(string path, string? json) => SendAsync(HttpMethod.Put, path, Json(json));

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Answer> PostFormAsync(string path, Dictionary<string, string> form) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form));

    public void ForgetHeader(string name) => client.DefaultRequestHeaders.Remove(name);

    /// <summary>Completes by the path of the task; <paramref name="more"/> follows the task id in the body.</summary>
    public Task<Answer> CompleteAsync(Launched task, string more = "") => PostAsync(
        task.Run is null ? $"{Org}/completed-tasks" : $"{Org}/runs/{task.Run}/completed-tasks",
        $$"""{"task_id":"{{task.Task}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""");

    public Task<Answer> ReopenAsync(Launched task) => DeleteAsync(
        task.Run is null
            ? $"{Org}/completed-tasks/{task.Task}"
            : $"{Org}/runs/{task.Run}/completed-tasks/{task.Task}");

    public async Task<JsonElement> TaskAsync(Launched task, string with = "") =>
        (await GetAsync($"{Org}/tasks/{task.Task}?with={with}")).Data;

    public async Task<Launched> LaunchAsync(string json)
    {
        var answer = await PostAsync("/_sandbox/launch", json);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return new Launched(
            answer.Json.GetProperty("run_id").GetString(), answer.Json.GetProperty("task_id").GetString() ?? "");
    }

    public Task<Launched> LaunchForAlexAsync(string more = "") => LaunchAsync(
        $$"""
        {"template":"Purchase request","assignees":["alexw@example.com"]{{(more.Length > 0 ? "," : "")}}{{more}}}
        """);

    public Task<Launched> LaunchAloneForAlexAsync() =>
        LaunchAsync("""{"standalone":true,"title":"Sign the card","assignees":["alexw@example.com"]}""");

    public async Task StrikeAsync(string faults) =>
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("/_sandbox/faults", faults)).Status);

    public async Task<JsonElement> LastWriteAsync() =>
        (await GetAsync("/_sandbox/journal")).Json.EnumerateArray().Last();

    /// <summary>What was sent, once so many are: a webhook is noted only after it was received.</summary>
    public async Task<IReadOnlyList<JsonElement>> SentWebhooksAsync(int count)
    {
        while (true)
        {
            var sent = (await GetAsync("/_sandbox/webhooks")).Json.EnumerateArray().ToList();
            if (sent.Count >= count)
                return sent;
            await Task.Yield();
        }
    }

    private static StringContent? Json(string? json) =>
        json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var message = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(message.StatusCode, text, message);
    }
}

internal sealed record Launched(string? Run, string Task)
{
    /// <summary>The seed's approval with this subject, found as a caller would.</summary>
    public static async Task<Launched> FindAsync(Api api, string text)
    {
        var found = (await api.GetAsync(
            $"/api/organizations/{WellKnown.OrganizationId}/tasks?q={Uri.EscapeDataString(text)}"))
            .Data.EnumerateArray().First(task => task.GetProperty("task_type").GetString() == "approval");
        return new Launched(found.GetProperty("run_id").GetString(), found.GetProperty("id").GetString() ?? "");
    }
}
