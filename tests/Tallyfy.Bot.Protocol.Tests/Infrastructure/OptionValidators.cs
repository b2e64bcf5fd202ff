using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

internal static class OptionValidators
{
    /// <summary>Takes away the check at start, to see what still stands behind it.</summary>
    public static void RemoveAllValidators(this IServiceCollection services) =>
        services.RemoveAll<IValidateOptions<BotFrameworkOptions>>();
}
