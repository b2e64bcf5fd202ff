using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Settings;

/// <summary>A section of the configuration that is the bot's, and the class it is bound to.</summary>
internal sealed record OwnSection(string? Name, Type Type, Func<IServiceProvider, object> Read)
{
    /// <summary>What this class has from another place of the configuration, by the name it would have here.</summary>
    public IReadOnlyDictionary<string, string> Elsewhere { get; init; } = new Dictionary<string, string>();

    public SettingShape.Part Shape => SettingShape.Of(Type) is var whole && Elsewhere.Count == 0
        ? whole
        : new SettingShape.Part(whole.Keys
            .Where(key => !Elsewhere.ContainsKey($"{Name}:{key.Key}"))
            .ToDictionary(StringComparer.OrdinalIgnoreCase));

    /// <summary>A name is null for what stands at the root of the configuration.</summary>
    public static OwnSection Of<T>(string? name)
        where T : class =>
        new(name, typeof(T), services => services.GetRequiredService<IOptions<T>>().Value);
}
