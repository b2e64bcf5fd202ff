using Tallyfy.Sandbox.Tests.Conventions.Planted.High;

namespace Tallyfy.Sandbox.Tests.Conventions.Planted.Low;

/// <summary>The lower of two folders that the rule of floors is tried on. Each type looks up in its own way.</summary>
internal static class ConstructsHigher
{
    public static string? Text() => new Higher().ToString();
}

internal static class ExtendsByHigher
{
    public static async Task<string> TextAsync(Task<string> text) => (await text).Doubled();
}

internal static class HandsOverHigher
{
    public static object Empty() => Array.Empty<Higher[]>();
}

internal sealed class HoldsHigher
{
    public IReadOnlyList<Higher> All { get; } = [];
}

internal static class LearnsOfHigher
{
    [Higher]
    public static int Number() => 1;
}
