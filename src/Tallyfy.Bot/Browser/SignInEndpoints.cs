using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Client;
using Tallyfy.Client.Credentials;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Browser;

/// <summary>Where people's browsers come: with a link from a card, and back from Microsoft or Tallyfy.</summary>
internal static partial class SignInEndpoints
{
    public const string Back = "/signed-in";

    /// <summary>Where a person goes on who was asked between the two sign-ins of a link.</summary>
    public const string GoOn = "/go-on";

    // Named so that no host has the same.
    public const string MicrosoftScheme = "Tallyfy.Bot:Microsoft";
    public const string TallyfyScheme = "Tallyfy.Bot:Tallyfy";

    private const string NonceItem = "nonce";
    private const string PurposeItem = "purpose";
    private const string MemberItem = "member";
    private const string PersonItem = "person";

    private const long MostBytes = 8_192;

    // What a cross-site page can neither send nor have sent: the answer is given where the question was asked.
    private const string BrowserCookie = "__Host-tallyfy-link";

    /// <summary>Null for every address that has nothing to do with signing in.</summary>
    public static string? RootOf(PathString path) =>
        path.StartsWithSegments(SignInAddresses.StepUp, StringComparison.OrdinalIgnoreCase) ? SignInAddresses.StepUp
        : path.StartsWithSegments(SignInAddresses.Link, StringComparison.OrdinalIgnoreCase) ? SignInAddresses.Link
        : null;

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"{SignInAddresses.StepUp}/{{nonce}}", StepUpAsync);
        endpoints.MapGet($"{SignInAddresses.Link}/{{nonce}}", LinkAsync);
        endpoints.MapPost($"{SignInAddresses.Link}{GoOn}", GoOnAsync);
    }

    /// <summary>
    /// Tallyfy's answer names nobody: who its token belongs to is asked for, and the token is forgotten.
    /// </summary>
    public static async Task ReadMemberAsync(OAuthCreatingTicketContext context)
    {
        var clients = context.HttpContext.RequestServices.GetRequiredService<TallyfyClientFactory>();
        var me = await clients.Create(new PersonalAccessToken(context.AccessToken!))
            .GetMeAsync(context.HttpContext.RequestAborted);
        context.Properties.Items[MemberItem] = me.Id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Nobody is signed in to the bot itself: what the sign-in was for is done, and a page says how it ended.
    /// </summary>
    public static async Task FinishAsync(TicketReceivedContext context)
    {
        context.HandleResponse();

        await AnswerAsync(context.HttpContext, async () =>
        {
            var nonce = new SignInNonce(context.Properties?.Items[NonceItem] ?? "");
            var (services, aborted) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);

            if (context.Scheme.Name == TallyfyScheme)
                return await services.GetRequiredService<FinishLink>().ExecuteAsync(
                    nonce, ItemOf(context.Properties, PersonItem), MemberOf(context.Properties), aborted);

            var who = MicrosoftIdentity.From(context.Principal);

            return ItemOf(context.Properties, PurposeItem) == SignInAddresses.Link
                ? await AskAsync(context.HttpContext, nonce, who)
                : await services.GetRequiredService<FinishStepUp>().ExecuteAsync(nonce, who, aborted);
        });
    }

    public static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(SignInEndpoints));
        LogFailed(logger, context.Scheme.Name, context.Failure?.GetType().Name);
        return SignInPage.WriteAsync(context.HttpContext, SignInEnd.NotSignedIn);
    }

    private static Task StepUpAsync(
        string nonce, HttpContext http, FindSignInTicket findTicket, IOptions<SignInOptions> options) =>
        BeginAsync(
            http,
            new SignInNonce(nonce),
            findTicket,
            options.Value.HasMicrosoft ? MicrosoftScheme : null,
            forTap: true);

    private static Task LinkAsync(
        string nonce, HttpContext http, FindSignInTicket findTicket, IOptions<SignInOptions> options) =>
        BeginAsync(
            http,
            new SignInNonce(nonce),
            findTicket,
            options.Value is { HasTallyfy: true, HasMicrosoft: true } ? MicrosoftScheme : null,
            forTap: false);

    private static Task BeginAsync(
        HttpContext http, SignInNonce nonce, FindSignInTicket findTicket, string? scheme, bool forTap) =>
        AnswerAsync(http, async () =>
        {
            if (scheme is null
                || await findTicket.ExecuteAsync(nonce, http.RequestAborted) is not { } ticket
                || ticket.Tap is not null != forTap)
                return SignInEnd.Over;

            await http.ChallengeAsync(scheme, new AuthenticationProperties
            {
                RedirectUri = "/", // or the framework takes this address, and tells its log
                Items =
                {
                    [NonceItem] = nonce.Value,
                    [PurposeItem] = forTap ? SignInAddresses.StepUp : SignInAddresses.Link,
                },
            });
            return null;
        });

    private static async Task<SignInEnd?> AskAsync(HttpContext http, SignInNonce nonce, MicrosoftIdentity? who)
    {
        switch (await http.RequestServices.GetRequiredService<AskLink>().ExecuteAsync(nonce, who, http.RequestAborted))
        {
            case LinkStep.Asked asked:
                http.Response.Cookies.Append(BrowserCookie, asked.Browser, new CookieOptions
                {
                    HttpOnly = true,
                    Secure = true,
                    SameSite = SameSiteMode.Strict,
                    MaxAge = SignInTicket.GoodFor,
                });
                await SignInPage.AskAsync(http, asked);
                return null;

            case LinkStep.Ended(var end):
                return end;

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Task GoOnAsync(HttpContext http, IOptions<SignInOptions> options) =>
        AnswerAsync(http, async () =>
        {
            if (options.Value is not { HasTallyfy: true, HasMicrosoft: true }
                || await http.RequestServices.GetRequiredService<AskLink>().FindConsentAsync(
                    await ReadAnswerAsync(http), http.Request.Cookies[BrowserCookie], http.RequestAborted)
                    is not { } consent)
                return SignInEnd.Over;

            http.Response.Cookies.Delete(BrowserCookie, new CookieOptions { Secure = true, HttpOnly = true });
            await http.ChallengeAsync(TallyfyScheme, new AuthenticationProperties
            {
                RedirectUri = "/",
                Items = { [NonceItem] = consent.Nonce.Value, [PersonItem] = consent.Person.ToString() },
            });
            return null;
        });

    private static async Task<string?> ReadAnswerAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > MostBytes)
            return null;

        return (await http.Request.ReadFormAsync(http.RequestAborted))[SignInPage.AnswerField];
    }

    private static async Task AnswerAsync(HttpContext http, Func<Task<SignInEnd?>> answer)
    {
        SignInEnd? end;

        try
        {
            end = await answer();
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(
                http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInEndpoints)), e);
            end = SignInEnd.Unavailable;
        }

        if (end is { } ended)
            await SignInPage.WriteAsync(http, ended);
    }

    private static string? ItemOf(AuthenticationProperties? properties, string name) =>
        properties?.Items.TryGetValue(name, out var value) is true ? value : null;

    private static long? MemberOf(AuthenticationProperties? properties) =>
        long.TryParse(
            ItemOf(properties, MemberItem), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : null;

    // Not its words: they may quote what came in the address.
    [LoggerMessage(LogLevel.Warning, "A sign-in at {Scheme} was not finished: {Failure}")]
    private static partial void LogFailed(ILogger logger, string scheme, string? failure);

    [LoggerMessage(LogLevel.Error, "The store did not answer to a sign-in")]
    private static partial void LogStoreUnavailable(ILogger logger, StoreUnavailableException exception);
}
