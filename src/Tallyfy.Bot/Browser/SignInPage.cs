using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// What people see outside Teams: how it ended and what to do next, or whether it is them whom a link is about. It
/// holds nothing of an approval.
/// </summary>
internal static class SignInPage
{
    /// <summary>What the form sends.</summary>
    public const string AnswerField = "answer";

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
        button{margin-top:1.25rem;padding:.6rem 1.1rem;border:0;border-radius:.4rem;background:#2b5797;color:#fff;
        font:inherit;cursor:pointer}
        """;

    // No form-action: browsers hold it against every address that the form is sent on to, and Tallyfy has several.
    private static readonly string Policy =
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src "
        + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static Task WriteAsync(HttpContext http, SignInEnd end)
    {
        var (heading, means) = Say(end, new CardTexts(CultureInfo.CurrentUICulture));
        var status = end is SignInEnd.Over ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return WriteAsync(http, status, heading, means, "");
    }

    /// <summary>Asks whoever signed in at Microsoft whether they are that person and want to go on.</summary>
    public static Task AskAsync(HttpContext http, LinkStep.Asked asked)
    {
        var texts = new CardTexts(CultureInfo.CurrentUICulture);
        var (person, member) = (asked.Candidate.Email, asked.Candidate.DisplayName); // found by the address in Teams

        return WriteAsync(
            http,
            StatusCodes.Status200OK,
            texts.PageLinkQuestion,
            texts.PageLinkQuestionMeans(person, member),
            $"""
            <form method="post" action="{Encode(http.Request.PathBase + SignInAddresses.Link + SignInEndpoints.GoOn)}">
            <input type="hidden" name="{AnswerField}" value="{Encode(asked.Answer)}">
            <button>{Encode(texts.PageLinkGoOn)}</button>
            </form>
            """);
    }

    private static Task WriteAsync(HttpContext http, int status, string heading, string means, string form)
    {
        http.Response.StatusCode = status;
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
            <body><main><h1>{Encode(heading)}</h1><p>{Encode(means)}</p>{form}</main></body>
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
        SignInEnd.TakenBack => (texts.PageTakenBack, texts.PageTakenBackMeans),
        SignInEnd.BeingSent => (texts.PageBeingSent, texts.PageBeingSentMeans),
        SignInEnd.CouldNotConfirm => (texts.CouldNotConfirm, texts.CouldNotConfirmMeans),
        SignInEnd.Unavailable => (texts.PageUnavailable, texts.PageUnavailableMeans),
        SignInEnd.NotDecided => (texts.PageNotDecided, texts.PageNotDecidedMeans),
        SignInEnd.LinkNotYours => (texts.PageLinkNotYours, texts.PageLinkNotYoursMeans),
        SignInEnd.LinkNotFresh => (texts.PageNotFresh, texts.PageLinkNotFreshMeans),
        SignInEnd.Linked => (texts.PageLinked, texts.PageLinkedMeans),
        SignInEnd.LinkedToNobody => (texts.SignedInAsAnotherHeading, texts.PageLinkedToNobodyMeans),
        _ => (texts.PageOver, texts.PageOverMeans),
    };

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
