using Microsoft.Extensions.Options;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot;

/// <summary>
/// A program that is the bot and nothing else: what keeps it from running is found before anything is started, and
/// told in a sentence.
/// </summary>
internal static class RunBot
{
    /// <returns>What the program ends with.</returns>
    public static async Task<int> ExecuteAsync(WebApplication app, Action map, CancellationToken cancellationToken)
    {
        try
        {
            map();
            TryAddresses.Execute(app.Configuration);
            await TryServer.ExecuteAsync(app.Configuration, app.Environment, cancellationToken);
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
