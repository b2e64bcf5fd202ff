using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests.Fuzz;

/// <summary>How many inputs a parser gets, and how damaged answers are made and made smaller.</summary>
internal static class Inputs
{
    // FUZZ_INPUTS=100000 is the long run; the routine one takes a few seconds. A failure prints its seed.
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_INPUTS"), CultureInfo.InvariantCulture, out var count)
            ? count
            : 2000;

    private static string[] Samples { get; } =
        [.. SampleTests.Names().Order(StringComparer.Ordinal).Select(Sample.OneLine)];

    public static Arbitrary<DamagedAnswer> DamagedAnswers { get; } = Damaged(Gen.Elements(Samples));

    /// <summary>Mostly answers that would be read if nothing had been done to them.</summary>
    public static Arbitrary<DamagedAnswer> DamagedAnswersThat(Func<string, bool> areRead)
    {
        var fitting = Gen.Elements(Samples.Where(areRead).ToArray());
        return Damaged(Gen.Frequency((3, fitting), (1, Gen.Elements(Samples))));
    }

    public static Arbitrary<DamagedAnswer> DamagedRows(string row) => Damaged(Gen.Constant(row));

    public static Arbitrary<string> Texts { get; } =
        ArbMap.Default.ArbFor<string>().Filter(text => text is not null);

    public static void Check<T>(Arbitrary<T> inputs, Action<T> property) =>
        FsCheck.Fluent.Prop.ForAll(inputs, property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Count).WithEndSize(40).WithQuietOnSuccess(true));

    public static void Check<T>(Gen<T> inputs, Action<T> property) => Check(Arb.From(inputs), property);

    private static Arbitrary<DamagedAnswer> Damaged(Gen<string> samples) => Arb.From(
        from sample in samples
        from count in Gen.Choose(0, 5)
        from damages in Gen.ArrayOf(OneDamage(), count)
        select new DamagedAnswer(sample, damages),
        answer => answer.Damages.Select((_, index) =>
            answer with { Damages = [.. answer.Damages.Where((_, other) => other != index)] }));

    private static Gen<Damage> OneDamage() =>
        from kind in Gen.Choose(0, 9)
        from place in Gen.Choose(0, 1 << 20)
        from choice in Gen.Choose(0, 1 << 20)
        select new Damage(kind, place, choice);
}

/// <summary>A sample and what was done to it.</summary>
internal sealed record DamagedAnswer(string Sample, Damage[] Damages)
{
    public string Body => Damages.Aggregate(Sample, (body, damage) => damage.Apply(body));

    public override string ToString() => Body;
}
