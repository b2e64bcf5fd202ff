using Tallyfy.Conventions;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class FloorTests
{
    /// <summary>Activities and identity, then the two directions in which activities travel.</summary>
    private static readonly FolderFloors Floors = new(
        "Tallyfy.Bot.Protocol",
        "Activities Identity",
        "Inbound Outbound",
        ".");

    [Fact]
    public void Folders_look_only_down()
    {
        var violations = string.Join('\n', Floors.Violations());

        Assert.True(violations.Length == 0, violations);
    }
}
