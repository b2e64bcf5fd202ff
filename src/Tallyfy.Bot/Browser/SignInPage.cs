using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// The one page people see outside Teams: how it ended, and what to do next. It holds nothing of the approval.
/// </summary>
internal static class SignInPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;--ground:#f4f3ef;--panel:#fff;--text:#22211d;--quiet:#55524a;--line:#dedbd2}
        @media (prefers-color-scheme:dark){
        :root{--ground:#191a1c;--panel:#222426;--text:#eceae4;--quiet:#b5b2a9;--line:#3a3d40}}
        body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);
        color:var(--text);font:1rem/1.5 system-ui,sans-serif}
        main{box-sizing:border-box;max-width:32rem;margin:1rem;padding:2rem;background:var(--panel);
        border:1px solid var(--line);border-radius:.75rem}
        h1{margin:0 0 .5rem;font-size:1.35rem;line-height:1.25}
        p{margin:0;color:var(--quiet)}
        """;

    private static readonly string Policy =
        "default-src 'none'; frame-ancestors 'none'; style-src "
        + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static Task WriteAsync(HttpContext http, SignInEnd end)
    {
        var texts = new CardTexts(CultureInfo.CurrentUICulture);
        var (heading, means) = Say(end, texts);

        http.Response.StatusCode = end is SignInEnd.Over ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;

        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(heading)}</title>
            <style>{Style}</style>
            </head>
            <body><main><h1>{Encode(heading)}</h1><p>{Encode(means)}</p></main></body>
            </html>
            """,
            http.RequestAborted);
    }

    private static (string Heading, string Means) Say(SignInEnd end, CardTexts texts) => end switch
    {
        SignInEnd.NotSignedIn => (texts.PageNotSignedIn, texts.PageNotSignedInMeans),
        SignInEnd.SomebodyElse => (texts.PageSomebodyElse, texts.PageSomebodyElseMeans),
        SignInEnd.NotFresh => (texts.PageNotFresh, texts.PageNotFreshMeans),
        SignInEnd.Approved => (texts.PageApproved, texts.PageDecidedMeans),
        SignInEnd.Rejected => (texts.PageRejected, texts.PageDecidedMeans),
        SignInEnd.BeingSent => (texts.PageBeingSent, texts.PageBeingSentMeans),
        SignInEnd.CouldNotConfirm => (texts.CouldNotConfirm, texts.CouldNotConfirmMeans),
        SignInEnd.Unavailable => (texts.PageUnavailable, texts.PageUnavailableMeans),
        SignInEnd.NotDecided => (texts.PageNotDecided, texts.PageNotDecidedMeans),
        SignInEnd.Linked => (texts.PageLinked, texts.PageLinkedMeans),
        SignInEnd.LinkedToNobody => (texts.SignedInAsAnotherHeading, texts.PageLinkedToNobodyMeans),
        _ => (texts.PageOver, texts.PageOverMeans),
    };

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
