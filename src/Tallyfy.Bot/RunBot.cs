using Microsoft.Extensions.Options;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Settings;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot;

/// <summary>
/// A program that is the bot and nothing else: what keeps it from running is found before anything is started, and
/// told in a sentence.
/// </summary>
internal static class RunBot
{
    /// <param name="begin">Describes the program.</param>
    /// <param name="map">Opens its addresses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the program ends with.</returns>
    public static async Task<int> ExecuteAsync(
        Func<WebApplicationBuilder> begin, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        WebApplication app;

        try
        {
            app = Build(begin());
        }
        catch (OptionsValidationException wrong)
        {
            return await OperatorCommands.RefuseAsync(wrong, null, cancellationToken);
        }
        catch (InvalidDataException unread)
        {
            return await OperatorCommands.RefuseAsync(unread, null, cancellationToken);
        }

        return await RunAsync(app, map, cancellationToken);
    }

    // What the log is told is read here, before anything else can be looked at.
    private static WebApplication Build(WebApplicationBuilder builder)
    {
        try
        {
            return builder.Build();
        }
        catch (Exception e) when (e is InvalidOperationException or OptionsValidationException)
        {
            builder.Services.Select(one => one.ImplementationInstance).OfType<CheckSettings>().Single()
                .Execute(builder.Configuration);

            if (LogSettings.FindUnread(e) is { } unread)
                throw new OptionsValidationException("", typeof(string), [unread]);

            throw;
        }
    }

    private static async Task<int> RunAsync(
        WebApplication app, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        try
        {
            map(app);
            TryAddresses.Execute(app.Configuration);
            await TryServer.ExecuteAsync(app.Configuration, app.Environment, cancellationToken);
            TryCertificates.Execute(
                app.Configuration, app.Environment, app.Services.GetRequiredService<TimeProvider>());
            await app.Services.GetRequiredService<ManagementServer>().OpenAsync(cancellationToken);
            await app.OpenStoreAsync(cancellationToken);
        }
        catch (OptionsValidationException wrong)
        {
            return await OperatorCommands.RefuseAsync(wrong, null, cancellationToken);
        }
        catch (CannotListenException taken)
        {
            return await OperatorCommands.RefuseAsync(taken, null, cancellationToken);
        }
        catch (StoreRefusedException refused)
        {
            await app.DisposeAsync();
            return await OperatorCommands.RefuseAsync(refused, null, cancellationToken);
        }

        try
        {
            await ((IHost)app).RunAsync(cancellationToken);
            return 0;
        }
        catch (Exception e) when (CannotListenException.IsWhy(e))
        {
            // Taken since it was tried.
            var addresses = string.Join(" and ", ConfiguredAddresses.Of(app.Configuration));
            return await OperatorCommands.RefuseAsync(
                TryAddresses.Refuse(addresses, e), null, cancellationToken);
        }
    }
}
