using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Seed;

/// <summary>What a working day rarely brings: all kinds of fields, a guest, several who must act, an issue.</summary>
internal static class CornerCases
{
    public static void Add(SandboxState state, DateTimeOffset now)
    {
        state.Templates.Add(CornerTemplates.SupplierOnboarding(now));
        state.Templates.Add(CornerTemplates.PolicyChange(now));

        DemoSeed.Launch(
            state, CornerTemplates.Supplier, "Fabrikam as a supplier", now.AddHours(-7),
            DemoSeed.Plan(WellKnown.Isaiah, 3) with
            {
                Approvers = new Owners { Users = [WellKnown.Patti], Guests = [WellKnown.GuestEmail] },
            });
        DemoSeed.Launch(
            state, null, "the new travel policy", now.AddHours(-6),
            DemoSeed.Plan(WellKnown.Isaiah, 3, WellKnown.Patti, WellKnown.Diego) with { EveryoneMustComplete = true });
        DemoSeed.Launch(
            state, CornerTemplates.Policy, "working from home on Fridays", now.AddHours(-9),
            DemoSeed.Plan(WellKnown.Isaiah, 4, WellKnown.Diego));
        var disputed = DemoSeed.Launch(
            state, null, "the price list for next year", now.AddHours(-10),
            DemoSeed.Plan(WellKnown.Isaiah, 4, WellKnown.Patti));
        Report(state, WellKnown.Patti, disputed, "Two of the prices are last year's.", now.AddHours(-1));
    }

    private static void Report(SandboxState state, int by, TallyfyTask task, string words, DateTimeOffset at)
    {
        var person = state.People.Find(by) ?? throw new InvalidOperationException($"Nobody has the id {by}.");
        new AddThread(state, new SandboxOptions(), at).Execute(
            person, new Threaded(task), new NewThread(words) { Label = "problem" });
    }
}
