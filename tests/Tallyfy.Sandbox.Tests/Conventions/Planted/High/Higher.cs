using Tallyfy.Sandbox.Tests.Conventions.Planted.Low;

namespace Tallyfy.Sandbox.Tests.Conventions.Planted.High;

/// <summary>The upper of two folders that the rule of floors is tried on.</summary>
internal sealed class Higher;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class HigherAttribute : Attribute;

internal static class HigherExtensions
{
    extension(string text)
    {
        public string Doubled() => text + text;
    }
}

internal sealed class LooksDown
{
    public HoldsHigher? Below { get; init; }
}
