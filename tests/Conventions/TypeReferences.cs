using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Tallyfy.Conventions;

/// <summary>The types that one compiled type uses: in its shape, its members and the bodies of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> Instructions = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) =>
        Shape(type)
            .Concat(type.GetMembers(Declared).SelectMany(Attributes))
            .Concat(type.GetFields(Declared).Select(field => field.FieldType))
            .Concat(Methods(type).SelectMany(Signature))
            .Concat(Methods(type).SelectMany(Body))
            .SelectMany(Parts)
            .Distinct();

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared));

    private static IEnumerable<Type> Shape(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. Constraints(type.GetGenericArguments()),
        .. Attributes(type),
    ];

    private static IEnumerable<Type> Constraints(IEnumerable<Type> parameters) =>
        parameters.Where(one => one.IsGenericParameter).SelectMany(one => one.GetGenericParameterConstraints());

    private static IEnumerable<Type> Attributes(MemberInfo member) =>
        member.GetCustomAttributesData().SelectMany(Named);

    private static IEnumerable<Type> Named(CustomAttributeData attribute) =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments
            .Concat(attribute.NamedArguments.Select(named => named.TypedValue))
            .SelectMany(argument => new[] { argument.ArgumentType, argument.Value as Type })
            .OfType<Type>(),
    ];

    private static IEnumerable<Type> Signature(MethodBase method) =>
    [
        .. method is MethodInfo { ReturnType: var returned } ? [returned] : Type.EmptyTypes,
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()).SelectMany(Named),
        .. method.IsGenericMethod ? Constraints(method.GetGenericArguments()) : [],
    ];

    private static IEnumerable<Type> Body(MethodBase method) =>
        method.GetMethodBody() is not { } body ? [] :
        [
            .. body.LocalVariables.Select(local => local.LocalType),
            .. body.ExceptionHandlingClauses
                .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(clause => clause.CatchType)
                .OfType<Type>(),
            .. Tokens(body.GetILAsByteArray() ?? []).SelectMany(token => Members(method, token)),
        ];

    private static IEnumerable<Type> Members(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;

        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type named => [named],
            MethodInfo { IsGenericMethod: true } called => [.. Owner(called), .. called.GetGenericArguments()],
            { } member => Owner(member),
            null => [],
        };
    }

    private static IEnumerable<Type> Owner(MemberInfo member) => member.DeclaringType is { } type ? [type] : [];

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var isLong = code[at] == 0xFE;
            var instruction = Instructions[isLong ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += isLong ? 2 : 1;

            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod
                or OperandType.InlineTok or OperandType.InlineType)
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));

            at += Size(instruction.OperandType, code, at);
        }
    }

    private static int Size(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
        _ => 4,
    };

    // List<Approval[]> is made of List, Approval[] and Approval.
    private static IEnumerable<Type> Parts(Type type) =>
    [
        type.IsGenericType ? type.GetGenericTypeDefinition() : type,
        .. type.HasElementType && type.GetElementType() is { } element ? Parts(element) : [],
        .. type.IsGenericType ? type.GetGenericArguments().Where(one => !one.IsGenericParameter).SelectMany(Parts) : [],
    ];
}
