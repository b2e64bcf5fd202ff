using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Browser;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Inbound;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>Adds the approvals of Tallyfy to a bot that is built on the Bot Framework SDK.</summary>
public static partial class TallyfyApprovalsRegistration
{
    /// <summary>The address that the Bot Framework calls by convention.</summary>
    public const string DefaultPattern = "/api/messages";

    /// <summary>
    /// Registers the approvals: what reads Tallyfy, decides and sends cards. Their settings are those of
    /// docs/settings.md, in the host's configuration; whatever is missing or wrong there is named in one list by
    /// <see cref="MapTallyfyApprovals"/>.
    /// </summary>
    /// <remarks>
    /// The host registers its adapter as <c>IBotFrameworkHttpAdapter</c> and its bot as <see cref="IBot"/>, before or
    /// after. Without a bot of the host's the approvals answer everything. A second call changes nothing.
    /// </remarks>
    /// <param name="builder">The host's builder.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">There is no builder.</exception>
    public static WebApplicationBuilder AddTallyfyApprovals(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (builder.Services.Any(service => service.ServiceType == typeof(HostCheck)))
            return builder;

        builder.Services.AddSingleton(provider => new HostCheck(provider, builder.Services));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HostCheck>()); // before all others
        builder.Services.AddHttpLoggingInterceptor<QuietAddresses>();
        builder.Services.AddSingleton<BotCredentials>();
        builder.Services.AddSingleton<ConnectorAdapter>();
        builder.Services.AddSingleton<IChatChannel>(provider => new CloudAdapterChannel(
            provider.GetRequiredService<ConnectorAdapter>(),
            provider.GetRequiredService<BotIdentity>(),
            provider.GetRequiredService<ServiceUrlPolicy>(),
            provider.GetRequiredService<TimeProvider>()));
        builder.AddTallyfyBot(isGuest: true);
        builder.Services.PostConfigure<AuthenticationOptions>(KeepDefaultScheme);

        return builder;
    }

    /// <summary>
    /// Opens the addresses of the approvals: that of the chat platform, which also serves the host's bot, and those of
    /// webhooks, sign-in and health. The pattern takes the place of a controller that called the adapter.
    /// </summary>
    /// <param name="app">The host.</param>
    /// <param name="pattern">Where the chat platform calls: a path that begins with / and has no parameters.</param>
    /// <returns>The same host.</returns>
    /// <exception cref="ArgumentException">There is no host, or the pattern is no such address.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="AddTallyfyApprovals"/> was not called, or this was called before.
    /// </exception>
    /// <exception cref="OptionsValidationException">
    /// Settings are missing or wrong: its failures name all of them.
    /// </exception>
    public static WebApplication MapTallyfyApprovals(this WebApplication app, string pattern = DefaultPattern)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(pattern);

        var check = app.Services.GetService<HostCheck>() ?? throw new InvalidOperationException(
            "The approvals are not registered: call builder.AddTallyfyApprovals() before builder.Build().");
        CheckPattern(pattern);
        check.Take(pattern, app);

        // The host's other addresses keep their headers, pages and errors.
        app.UseWhen(http => IsOurs(http.Request.Path, pattern), ours => ours.UseTallyfyBot());
        app.MapOwn().MapMessages(pattern);
        app.MapTallyfyBotBesideMessages();

        return app;
    }

    /// <summary>
    /// Answers an operator who called the host's program with a command: <c>deliveries</c>, <c>trail</c>,
    /// <c>accounts</c> or <c>--help</c>, which lists them.
    /// </summary>
    /// <remarks>
    /// A command reads appsettings.json beside the program, the environment and the arguments; what the host adds to
    /// its configuration in code is not known to it.
    /// </remarks>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>What the program has to end with; null when it is to run.</returns>
    /// <exception cref="ArgumentNullException">There are no arguments.</exception>
    public static Task<int?> AnswerTallyfyCommandAsync(string[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);

        return OperatorCommands.AnswerAsync(args, output: null, cancellationToken);
    }

    private static void CheckPattern(string pattern)
    {
        if (!PlainPath().IsMatch(pattern))
            throw new ArgumentException(
                $"\"{pattern}\" is no address for the chat platform: give a path such as {DefaultPattern}, without "
                + "parameters and without a slash at its end.",
                nameof(pattern));

        if (BotComposition.IsOwn(pattern))
            throw new ArgumentException(
                $"\"{pattern}\" is an address that the approvals need for something else: give a path such as "
                + $"{DefaultPattern}.",
                nameof(pattern));
    }

    [GeneratedRegex(@"^(/(?!\.+(/|\z))[A-Za-z0-9._~-]+)+\z")]
    private static partial Regex PlainPath();

    private static bool IsOurs(PathString path, string pattern) =>
        path.StartsWithSegments(pattern, StringComparison.OrdinalIgnoreCase) || BotComposition.IsOwn(path);

    // ASP.NET takes a host's only scheme for the default one: with ours beside it, it would no longer be the only one.
    private static void KeepDefaultScheme(AuthenticationOptions options)
    {
        string[] ours = [BotFrameworkGate.Scheme, SignInEndpoints.MicrosoftScheme, SignInEndpoints.TallyfyScheme];

        if (options.DefaultScheme is null
            && options.Schemes.ExceptBy(ours, scheme => scheme.Name).ToList() is [var only])
            options.DefaultScheme = only.Name;
    }
}
