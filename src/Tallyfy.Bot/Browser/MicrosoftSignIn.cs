using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Browser;

/// <summary>The framework's handler, for what came by our own way.</summary>
internal sealed class MicrosoftSignIn(
    IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logger, HtmlEncoder html, UrlEncoder url)
    : OpenIdConnectHandler(options, logger, html, url)
{
    public override async Task<bool> HandleRequestAsync() => Context.IsOwnCallback && await base.HandleRequestAsync();
}
