using Tallyfy.Conventions;

namespace Tallyfy.Client.Tests;

public sealed class FloorTests
{
    /// <summary>From errors and JSON over what Tallyfy knows to what may be asked of it.</summary>
    private static readonly FolderFloors Floors = new(
        "Tallyfy.Client",
        "Errors Json",
        "People",
        "Forms",
        "Threads",
        "Tasks",
        "Wire",
        "Http",
        "Credentials",
        ".",
        "Requests");

    [Fact]
    public void Folders_look_only_down()
    {
        var violations = string.Join('\n', Floors.Violations());

        Assert.True(violations.Length == 0, violations);
    }
}
