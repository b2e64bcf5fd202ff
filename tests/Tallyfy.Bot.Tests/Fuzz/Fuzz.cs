using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>
/// Many inputs, the same in every run: FUZZ_INPUTS=1000000 is the long one, FUZZ_SEED another one. A failure is made as
/// small as it gets and prints the seed that brings it back.
/// </summary>
internal static class Fuzz
{
    private static readonly int Inputs =
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_INPUTS"), CultureInfo.InvariantCulture, out var inputs)
            ? inputs
            : 20_000;

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : 20_261_125;

    public static void Check<T>(Arbitrary<T> inputs, Action<T> property) =>
        Prop.ForAll(inputs, property).Check(Config.QuickThrowOnFailure
            .WithMaxTest(Inputs)
            .WithEndSize(40)
            .WithReplay(new Replay(new Rnd(Seed), null))
            .WithQuietOnSuccess(true));

    public static void Check<T>(Gen<T> inputs, Action<T> property) => Check(Arb.From(inputs), property);

    /// <summary>A few of them, the same in every run, for what takes its time.</summary>
    public static IEnumerable<T> Draw<T>(Gen<T> inputs, int count) => inputs.Sample(count, new Rnd(Seed), 40);

    /// <summary>Pieces in a row; a failure is made smaller piece by piece.</summary>
    public static Arbitrary<string> Rows(params string[] pieces) => Arb.From(
        Gen.OneOf(Gen.Elements(pieces), Gen.Elements(pieces), Letter).ArrayOf(),
        parts => parts.Select((_, left) => parts.Where((_, index) => index != left).ToArray()))
        .Convert(parts => string.Concat(parts), text => [.. text.Select(letter => $"{letter}")]);

    // Whatever a UTF-16 unit can be, halves of surrogate pairs too; most of it near the beginning.
    private static Gen<string> Letter => Gen.OneOf(Gen.Choose(0, 0x7F), Gen.Choose(0, 0x2FF), Gen.Choose(0, 0xFFFF))
        .Select(unit => $"{(char)unit}");
}
