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

    // Named so that no host has the same.
    public const string MicrosoftScheme = "Tallyfy.Bot:Microsoft";
    public const string TallyfyScheme = "Tallyfy.Bot:Tallyfy";

    private const string NonceItem = "nonce";
    private const string MemberItem = "member";

    /// <summary>Null for every address that has nothing to do with signing in.</summary>
    public static string? RootOf(PathString path) =>
        path.StartsWithSegments(SignInAddresses.StepUp, StringComparison.OrdinalIgnoreCase) ? SignInAddresses.StepUp
        : path.StartsWithSegments(SignInAddresses.Link, StringComparison.OrdinalIgnoreCase) ? SignInAddresses.Link
        : null;

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"{SignInAddresses.StepUp}/{{nonce}}", StepUpAsync);
        endpoints.MapGet($"{SignInAddresses.Link}/{{nonce}}", LinkAsync);
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
            var services = context.HttpContext.RequestServices;

            return context.Scheme.Name == MicrosoftScheme
                ? await services.GetRequiredService<FinishStepUp>().ExecuteAsync(
                    nonce, MicrosoftIdentity.From(context.Principal), context.HttpContext.RequestAborted)
                : await services.GetRequiredService<FinishLink>().ExecuteAsync(
                    nonce, MemberOf(context.Properties), context.HttpContext.RequestAborted);
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
        string nonce, HttpContext http, SignInTicketStore tickets, IOptions<SignInOptions> options) =>
        BeginAsync(
            http, new SignInNonce(nonce), tickets, options.Value.HasMicrosoft ? MicrosoftScheme : null, forTap: true);

    private static Task LinkAsync(
        string nonce, HttpContext http, SignInTicketStore tickets, IOptions<SignInOptions> options) =>
        BeginAsync(
            http, new SignInNonce(nonce), tickets, options.Value.HasTallyfy ? TallyfyScheme : null, forTap: false);

    private static Task BeginAsync(
        HttpContext http, SignInNonce nonce, SignInTicketStore tickets, string? scheme, bool forTap) =>
        AnswerAsync(http, async () =>
        {
            if (scheme is null
                || await tickets.FindAsync(nonce, http.RequestAborted) is not { } ticket
                || ticket.Tap is not null != forTap)
                return SignInEnd.Over;

            await http.ChallengeAsync(scheme, new AuthenticationProperties
            {
                RedirectUri = "/", // or the framework takes this address, and tells its log
                Items = { [NonceItem] = nonce.Value },
            });
            return null;
        });

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

    private static long? MemberOf(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(MemberItem, out var member) is true
        && long.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    // Not its words: they may quote what came in the address.
    [LoggerMessage(LogLevel.Warning, "A sign-in at {Scheme} was not finished: {Failure}")]
    private static partial void LogFailed(ILogger logger, string scheme, string? failure);

    [LoggerMessage(LogLevel.Error, "The store did not answer to a sign-in")]
    private static partial void LogStoreUnavailable(ILogger logger, StoreUnavailableException exception);
}
