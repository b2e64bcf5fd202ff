using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>
/// What can run in a program, read from its compiled code: from its entry point along every call, and along what the
/// container creates. It takes a class that was created to be called by all it implements.
/// </summary>
internal sealed class ReachedCode
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly Assembly assembly;
    private readonly HashSet<MethodBase> reached = [];
    private readonly HashSet<Type> created = [];
    private readonly Queue<MethodBase> ahead = new();

    private ReachedCode(Assembly assembly) => this.assembly = assembly;

    public static ReachedCode From(MethodBase entry)
    {
        var code = new ReachedCode(entry.Module.Assembly);
        code.Reach(entry);

        while (code.ahead.TryDequeue(out var method))
            code.Follow(method);

        return code;
    }

    public bool Runs(MethodBase method) => reached.Contains(method);

    /// <summary>What a method names: methods and constructors that it calls or passes on.</summary>
    public static IEnumerable<MethodBase> CalledBy(MethodBase method) => MembersIn(method).OfType<MethodBase>();

    private void Follow(MethodBase method)
    {
        // An async method or an iterator only starts what does the work.
        if (method.GetCustomAttribute<StateMachineAttribute>() is { StateMachineType: var machine })
            Create(Definition(machine));

        foreach (var member in MembersIn(method))
        {
            switch (member)
            {
                case MethodBase called:
                    Reach(called);
                    break;

                case FieldInfo { DeclaringType: { } type }:
                    Touch(Definition(type));
                    break;

                case Type named:
                    CreateByContainer(named);
                    break;
            }
        }
    }

    private void Reach(MethodBase method)
    {
        if (method.Module.Assembly != assembly)
        {
            if (IsContainer(method))
                foreach (var type in method.GetGenericArguments())
                    CreateByContainer(type);

            return;
        }

        // Generics are looked at as they are written, not as they are used.
        var written = method.Module.ResolveMethod(method.MetadataToken)!;

        if (!reached.Add(written))
            return;

        ahead.Enqueue(written);
        Touch(written.DeclaringType!);

        if (written.IsConstructor && !written.IsStatic)
            Create(written.DeclaringType!);
    }

    private void Touch(Type type)
    {
        if (type.Assembly == assembly && type.TypeInitializer is { } initializer)
            Reach(initializer);
    }

    private void Create(Type type)
    {
        if (type.Assembly != assembly || !created.Add(type))
            return;

        Touch(type);

        foreach (var method in type.GetMethods(All).Where(method => method.IsVirtual && !method.IsAbstract))
            Reach(method);

        if (type.BaseType is { } parent)
            Create(Definition(parent));
    }

    private void CreateByContainer(Type type)
    {
        if (type.Assembly != assembly || type.IsGenericParameter)
            return;

        foreach (var constructor in Definition(type).GetConstructors(All).Where(one => !one.IsStatic && !IsCopy(one)))
            Reach(constructor);
    }

    private static bool IsContainer(MethodBase method) =>
        method is MethodInfo { IsGenericMethod: true, DeclaringType.Namespace: { } space }
        && (space.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || space.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal));

    /// <summary>What a "with" calls: it makes nothing that was not there.</summary>
    public static bool IsCopy(MethodBase constructor) =>
        constructor.GetParameters() is [{ ParameterType: var only }] && only == constructor.DeclaringType;

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<MemberInfo> MembersIn(MethodBase method)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;

        for (var place = 0; place < body.Length;)
        {
            var isLong = body[place] == 0xFE;
            var code = OpCodes[isLong ? (short)(0xFE00 | body[place + 1]) : body[place]];
            place += isLong ? 2 : 1;

            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineField)
                yield return method.Module.ResolveMember(
                    BitConverter.ToInt32(body, place), typeArguments, methodArguments)!;

            place += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(body, place),
                _ => 4,
            };
        }
    }
}
