using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// What a sign-in carries through the browser is protected with keys in our store, for all processes. They have a
/// container of their own, because the keys of a host that the bot lives in stay the host's.
/// </summary>
internal sealed class SignInKeys : IDisposable
{
    private readonly ServiceProvider services;

    public SignInKeys(SignInKeyRing ring, TrailKeys trail, ILoggerFactory loggers)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(loggers).AddLogging();
        collection.AddDataProtection().SetApplicationName("Tallyfy.Bot");
        collection.AddSingleton(trail);
        collection.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = ring;
            keys.XmlEncryptor = new KeyRingEncryptor(trail);
        });
        services = collection.BuildServiceProvider();
    }

    public IDataProtectionProvider Provider => services.GetRequiredService<IDataProtectionProvider>();

    public void Dispose() => services.Dispose();
}
