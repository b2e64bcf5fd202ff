using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Browser;

/// <summary>The framework's handler, for what came by our own way.</summary>
internal sealed class TallyfySignIn(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder url)
    : OAuthHandler<OAuthOptions>(options, logger, url)
{
    public override async Task<bool> HandleRequestAsync() => Context.IsOwnCallback && await base.HandleRequestAsync();
}
