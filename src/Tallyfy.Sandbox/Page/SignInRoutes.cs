using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Page;

/// <summary>
/// The page of the authorization-code flow (docs/tallyfy-facts.md 3). Instead of a password it asks who of the
/// organization you are. It sends people back to this machine only.
/// </summary>
internal static class SignInRoutes
{
    private const string Path = "/oauth/authorize";

    public static void MapSandboxSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Ask);
        app.MapPost(Path, AnswerAsync);
    }

    private static IResult Ask(HttpContext http, SandboxState state)
    {
        lock (state.Gate)
        {
            if (Fault(http.Request.Query, state) is { } fault)
                return Page(http, StatusCodes.Status400BadRequest, $"<p>{fault}</p>");

            var people = string.Concat(state.People.Members.Where(member => member.IsActive).Select(Choice));

            return Page(
                http, StatusCodes.Status200OK, $"""<form method="post"><ul class="tasks">{people}</ul></form>""");
        }
    }

    private static string Choice(Member member)
    {
        var button = string.Create(
            CultureInfo.InvariantCulture, $"""<button class="primary" name="user" value="{member.Id}">""");

        return $"<li>{button}{Encode(member.FullName)}</button> {Encode(member.Email)}</li>";
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, SandboxState state, IOptions<SandboxOptions> options, TimeProvider time)
    {
        var form = await ApiEndpoint.ReadFormAsync(http.Request, http.RequestAborted);

        lock (state.Gate)
        {
            if (Fault(http.Request.Query, state) is { } fault)
                return Page(http, StatusCodes.Status400BadRequest, $"<p>{fault}</p>");

            if (!int.TryParse(form?["user"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || state.People.Find(id) is not { IsActive: true })
                return Page(http, StatusCodes.Status400BadRequest, "<p>Choose an active member.</p>");

            var redirect = Loopback.Find(http.Request.Query["redirect_uri"])!;
            var code = state.AuthorizationCodes.Issue(
                id, redirect, time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.AuthorizationCodeSeconds));

            return Results.Redirect(QueryHelpers.AddQueryString(
                redirect.OriginalString,
                new Dictionary<string, string?> { ["code"] = code, ["state"] = http.Request.Query["state"] }));
        }
    }

    private static string? Fault(IQueryCollection query, SandboxState state) =>
        query["client_id"] != state.Client.Id ? "There is no such client_id."
        : query["response_type"] != "code" ? "This sandbox knows response_type=code only."
        : Loopback.Find(query["redirect_uri"]) is null ? "The redirect_uri must be http or https on this machine."
        : null;

    private static IResult Page(HttpContext http, int status, string body)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
        return Results.Text(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>Sign in - Tallyfy sandbox</title>
              <link rel="stylesheet" href="/page.css">
            </head>
            <body>
              <main>
                <section class="panel">
                  <h1>Sign in to the Tallyfy sandbox</h1>
                  <p class="lead">Who are you?</p>
                  {body}
                </section>
              </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: status);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
