using System.Reflection;
using Tallyfy.Conventions;
using Tallyfy.Sandbox.Tests.Conventions.Planted.High;
using Tallyfy.Sandbox.Tests.Conventions.Planted.Low;

namespace Tallyfy.Sandbox.Tests.Conventions;

public sealed class FolderFloorTests
{
    private const string Here = "Tallyfy.Sandbox.Tests.Conventions.Planted";

    private static readonly FolderFloors Sandbox = new(
        "Tallyfy.Sandbox",
        "Settings",
        "State/Outcomes",
        "State/Forms State/Members",
        "State/Templates",
        "State/Processes",
        "State",
        "Engine/Queries",
        "Engine/Rules",
        "Engine/Tasks",
        "Engine/Launching",
        "Api/Json",
        "Api/Calls",
        "Seed",
        "Api/Bodies Api/Shaping",
        "Faults Journal",
        "Webhooks",
        "Api/Routes",
        "Api",
        "Control Page",
        ".");

    private static readonly FolderFloors Floors = new(Here, "Low", "High Beside");

    [Fact]
    public void Folders_look_only_down()
    {
        var violations = string.Join('\n', Sandbox.Violations());

        Assert.True(violations.Length == 0, violations);
    }

    [Theory]
    [InlineData(typeof(ConstructsHigher))]
    [InlineData(typeof(ExtendsByHigher))]
    [InlineData(typeof(HandsOverHigher))]
    [InlineData(typeof(HoldsHigher))]
    [InlineData(typeof(LearnsOfHigher))]
    public void A_compiled_look_up_is_seen(Type looksUp)
    {
        Type[] types = [looksUp, .. looksUp.GetNestedTypes(BindingFlags.NonPublic)];

        Assert.NotEmpty(Floors.Compiled(types));
    }

    [Fact]
    public void A_compiled_look_down_may_be()
    {
        Assert.Empty(Floors.Compiled([typeof(LooksDown)]));
    }

    [Theory]
    [InlineData("Low/X.cs", "using Tallyfy.Sandbox.Tests.Conventions.Planted.High;\n", 1)]
    [InlineData("Low/X.cs", "using static Tallyfy.Sandbox.Tests.Conventions.Planted.High.Constants;\n", 1)]
    [InlineData("Low/X.cs", "using Known = Tallyfy.Sandbox.Tests.Conventions.Planted.High.Constants;\n", 1)]
    [InlineData("Low/X.cs", "namespace Tallyfy.Sandbox.Tests.Conventions.Planted.High;\n", 1)]
    [InlineData("Beside/X.cs", "using Tallyfy.Sandbox.Tests.Conventions.Planted.High;\n", 1)]
    [InlineData("High/X.cs", "using Tallyfy.Sandbox.Tests.Conventions.Planted.Low;\n", 0)]
    [InlineData("High/X.cs", "using System.Text;\n\nnamespace Tallyfy.Sandbox.Tests.Conventions.Planted.High;\n", 0)]
    public void An_import_is_judged_by_its_floor(string path, string text, int expected)
    {
        Assert.Equal(expected, Floors.Imported(path, text).Count());
    }
}
