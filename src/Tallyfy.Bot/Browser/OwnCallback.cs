using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// A host's authentication may stand before ours, and asks every scheme whether a request is its own. What comes back
/// from a sign-in is answered by ours alone, which first puts the address right that Microsoft and Tallyfy compare.
/// </summary>
internal static class OwnCallback
{
    private static readonly object Mark = new();

    extension(HttpContext http)
    {
        /// <summary>It came by our own way.</summary>
        public bool IsOwnCallback => http.Items.ContainsKey(Mark);

        public void TakeOwnCallback() => http.Items[Mark] = Mark;
    }
}

internal sealed class MicrosoftSignIn(
    IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logger, HtmlEncoder html, UrlEncoder url)
    : OpenIdConnectHandler(options, logger, html, url)
{
    public override async Task<bool> HandleRequestAsync() => Context.IsOwnCallback && await base.HandleRequestAsync();
}

internal sealed class TallyfySignIn(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder url)
    : OAuthHandler<OAuthOptions>(options, logger, url)
{
    public override async Task<bool> HandleRequestAsync() => Context.IsOwnCallback && await base.HandleRequestAsync();
}
