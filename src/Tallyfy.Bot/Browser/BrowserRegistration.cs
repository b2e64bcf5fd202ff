using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Browser;

internal static class BrowserRegistration
{
    /// <summary>Keys, metadata and tokens are asked for with this client.</summary>
    public const string HttpClientName = "SignIn";

    /// <summary>Browsers take a cookie of such a name by https only, and only with Secure.</summary>
    private const string SecurePrefix = "__Secure-";

    extension(WebApplicationBuilder builder)
    {
        public void AddBrowser()
        {
            builder.Services.AddSingleton<FinishStepUp>();
            builder.Services.AddSingleton<FinishLink>();

            if (Read(builder.Configuration) is not { PublicUrl: not null } signIn)
                return;

            builder.Services.AddHttpClient(HttpClientName)
                .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear()) // a code is good once
                .RemoveAllLoggers(); // codes and tokens travel by it
            builder.Services.AddSingleton<FrameworkKeyStore>();
            builder.Services.AddSingleton<SignInKeyRing>();
            builder.Services.AddSingleton<SignInKeys>();
            builder.Services.AddSingleton<AskLink>();
            builder.AddMicrosoft(signIn);
            builder.AddTallyfy(signIn);
        }

        private void AddMicrosoft(SignInOptions signIn)
        {
            if (!signIn.HasMicrosoft)
                return;

            builder.Services.TryAddEnumerable(
                ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>,
                    OpenIdConnectPostConfigureOptions>());
            builder.Services.AddAuthentication().AddRemoteScheme<OpenIdConnectOptions, MicrosoftSignIn>(
                SignInEndpoints.MicrosoftScheme, displayName: null, options =>
            {
                options.Authority = signIn.Microsoft.Authority!.AbsoluteUri;
                options.ClientId = signIn.Microsoft.ClientId;
                options.ClientSecret = signIn.Microsoft.ClientSecret;
                options.RequireHttpsMetadata = !signIn.Microsoft.Authority.IsLoopback;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.CallbackPath = SignInAddresses.StepUp + SignInEndpoints.Back;
                options.TokenHandler = new SignedIdTokens { MapInboundClaims = false };
                options.Scope.Clear();
                options.Scope.Add(OpenIdConnectScope.OpenId);

                // Who is signed in already signs in again, or the sign-in proves nothing.
                options.Prompt = OpenIdConnectPrompt.Login;
                options.MaxAge = TimeSpan.Zero;
                options.Events.OnTicketReceived = SignInEndpoints.FinishAsync;
                options.Events.OnRemoteFailure = SignInEndpoints.FailAsync;
                options.NonceCookie.Name = $"{SecurePrefix}{options.NonceCookie.Name}";
                options.NonceCookie.SecurePolicy = CookieSecurePolicy.Always;
                Harden(options);
            });
            builder.Services.AddOptions<OpenIdConnectOptions>(SignInEndpoints.MicrosoftScheme)
                .Configure<IHttpClientFactory, SignInKeys>((options, clients, keys) =>
                {
                    options.DataProtectionProvider = keys.Provider;
                    options.Backchannel = clients.CreateClient(HttpClientName);
                });
        }

        private void AddTallyfy(SignInOptions signIn)
        {
            if (!signIn.HasTallyfy)
                return;

            builder.Services.AddAuthentication().AddOAuth<OAuthOptions, TallyfySignIn>(
                SignInEndpoints.TallyfyScheme, options =>
            {
                options.AuthorizationEndpoint = signIn.Tallyfy.AuthorizeUrl.AbsoluteUri;
                options.ClientId = signIn.Tallyfy.ClientId!;
                options.ClientSecret = signIn.Tallyfy.ClientSecret!;
                options.CallbackPath = SignInAddresses.Link + SignInEndpoints.Back;
                options.Scope.Add("*");
                options.Events.OnCreatingTicket = SignInEndpoints.ReadMemberAsync;
                options.Events.OnTicketReceived = SignInEndpoints.FinishAsync;
                options.Events.OnRemoteFailure = SignInEndpoints.FailAsync;
                Harden(options);
            });
            builder.Services.AddOptions<OAuthOptions>(SignInEndpoints.TallyfyScheme)
                .Configure<IHttpClientFactory, SignInKeys, IOptions<TallyfyOptions>>((
                    options, clients, keys, tallyfy) =>
                {
                    options.DataProtectionProvider = keys.Provider;
                    options.TokenEndpoint = tallyfy.Value.TokenAddress.AbsoluteUri;
                    options.Backchannel = clients.CreateClient(HttpClientName);
                });
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Behind a proxy the bot does not see its own address; Microsoft and Tallyfy compare it.</summary>
        public void UseBrowser()
        {
            if (app.ApplicationServices.GetRequiredService<IOptions<SignInOptions>>().Value.PublicUrl is { } address)
            {
                app.Use((http, next) =>
                {
                    if (SignInEndpoints.RootOf(http.Request.Path) is { } root)
                    {
                        http.TakeOwnCallback();
                        Activity.Current?.SetTag("url.path", root + "/…"); // what follows is for one person
                        http.Request.Scheme = address.Scheme;
                        http.Request.Host = new HostString(address.Authority); // without the port that https has anyway
                        http.Request.PathBase = address.AbsolutePath.TrimEnd('/');
                    }

                    return next(http);
                });
            }

            app.UseAuthentication(); // it answers what comes back from a sign-in
        }
    }

    // Null where they cannot even be bound: with such settings nothing starts, and all of them are named together.
    private static SignInOptions? Read(IConfiguration configuration)
    {
        try
        {
            var signIn = configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() ?? new SignInOptions();
            SignInRegistration.TakeRegistration(signIn, configuration);
            return signIn;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // What they guard lives in the browser for the minutes of one sign-in.
    private static void Harden(RemoteAuthenticationOptions options)
    {
        options.RemoteAuthenticationTimeout = SignInTicket.GoodFor;
        options.CorrelationCookie.Name = $"{SecurePrefix}{options.CorrelationCookie.Name}";
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.Always;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.SignInScheme = "nobody"; // every sign-in is answered before this would be used
    }
}
