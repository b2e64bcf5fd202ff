using System.Reflection;
using System.Runtime.CompilerServices;
using Tallyfy.Bot.Delivery;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>What can be asked of compiled types.</summary>
internal static class TypeRules
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private const int MostParameters = 8;

    private static readonly string[] ForbiddenSuffixes =
        ["Service", "Manager", "Helper", "Util", "Utils", "Processor", "Common", "Base", "Data", "Info"];

    // A name that is not ours to choose, with the reason.
    private static readonly Dictionary<string, string> GivenNames = new()
    {
        ["ChannelData"] = "The Bot Framework's own word for this part of an activity.",
    };

    public static IEnumerable<string> Visible(IEnumerable<Type> types) =>
        from type in types
        where type.IsPublic && type.FullName != "Program" // the web SDK makes that one public
        select $"{type} is public";

    public static IEnumerable<string> BadlyNamed(IEnumerable<Type> types) =>
        from type in types
        where IsOurs(type)
        let name = type.Name.Split('`')[0]
        where !GivenNames.ContainsKey(name)
        where Array.Exists(ForbiddenSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal))
            || (name.EndsWith("Handler", StringComparison.Ordinal) && !MayBeHandler(type))
        select $"{type}";

    public static IEnumerable<string> BadlyAsynchronous(IEnumerable<Type> types) =>
        from type in types
        where IsOurs(type) && !typeof(Delegate).IsAssignableFrom(type)
        from method in type.GetMethods(Declared)
        where IsAwaitable(method.ReturnType) && IsNamedByUs(method)
        where !method.Name.EndsWith("Async", StringComparison.Ordinal)
            || !(TakesTokenLast(method) || HasTokenElsewhere(method))
        select $"{type}.{method.Name}";

    public static IEnumerable<string> Demanding(IEnumerable<Type> types) =>
        from type in types
        where IsOurs(type) && !IsRecord(type)
        from constructor in type.GetConstructors(Declared & ~BindingFlags.Static)
        let count = constructor.GetParameters().Length
        where count > MostParameters
        select $"{type} takes {count}";

    /// <summary>The channel has no limits: whoever else is given it can send past them.</summary>
    public static IEnumerable<string> Unpaced(IEnumerable<Type> types) =>
        from type in types
        where IsOurs(type) && type != typeof(PacedChannel)
        from constructor in type.GetConstructors(Declared & ~BindingFlags.Static)
        where constructor.GetParameters().Any(
            parameter => typeof(IChatChannel).IsAssignableFrom(parameter.ParameterType))
        select $"{type} takes a channel without limits";

    // A record's parameters are its content; nobody has to provide them.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsOurs(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        && type.Namespace?.StartsWith("Tallyfy.", StringComparison.Ordinal) == true;

    // Teams/ is where an activity lands; elsewhere the word is allowed only when the framework's class bears it.
    private static bool MayBeHandler(Type type) =>
        type.Namespace == "Tallyfy.Bot.Teams"
        || (type.BaseType is { } parent
            && !parent.Namespace!.StartsWith("Tallyfy.", StringComparison.Ordinal)
            && parent.Name.Split('`')[0].EndsWith("Handler", StringComparison.Ordinal));

    private static bool IsAwaitable(Type type)
    {
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(Task)
            || shape == typeof(Task<>)
            || shape == typeof(ValueTask)
            || shape == typeof(ValueTask<>)
            || shape == typeof(IAsyncEnumerable<>);
    }

    private static bool IsNamedByUs(MethodInfo method) =>
        !method.IsSpecialName
        && !method.Name.Contains('<', StringComparison.Ordinal)
        && !method.Name.Contains('.', StringComparison.Ordinal)
        && method.GetBaseDefinition() == method
        && !ImplementsForeign(method);

    private static bool ImplementsForeign(MethodInfo method) =>
        !method.DeclaringType!.IsInterface
        && method.DeclaringType.GetInterfaces()
            .Where(one => one.Namespace?.StartsWith("Tallyfy.", StringComparison.Ordinal) != true)
            .Any(one => method.DeclaringType.GetInterfaceMap(one).TargetMethods.Contains(method));

    // A request brings its own token, and work that is handed over has closed over one.
    private static bool HasTokenElsewhere(MethodInfo method) =>
        Array.Exists(method.GetParameters(), parameter =>
            parameter.ParameterType.Name == "HttpContext"
            || parameter.ParameterType.GetProperty("HttpContext") is { PropertyType.Name: "HttpContext" }
            || parameter.ParameterType.GetMethod("Invoke") is { } work && IsAwaitable(work.ReturnType));

    private static bool TakesTokenLast(MethodInfo method) =>
        method.GetParameters() is [.., { IsOptional: false } last]
        && last.ParameterType == typeof(CancellationToken);
}
