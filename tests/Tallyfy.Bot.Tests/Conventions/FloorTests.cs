using Tallyfy.Conventions;

namespace Tallyfy.Bot.Tests.Conventions;

public sealed class FloorTests
{
    /// <summary>From what everything rests on up to the doors; docs/architecture.md says what each is for.</summary>
    public static readonly IReadOnlyList<string> Floors =
    [
        "Texts Observability Settings",
        "Storage Hearing",
        "Work",
        "Organizations",
        "Trail",
        "People",
        "Approvals RequestLimits",
        "SignIn",
        "Linking",
        "Cards/Markdown",
        "Cards",
        "Delivery",
        "Operators",
        "Intake",
        "Deciding Health",
        "Teams Browser Listening",
        ".",
    ];

    [Fact]
    public void Folders_look_only_down()
    {
        var violations = string.Join('\n', new FolderFloors("Tallyfy.Bot", [.. Floors]).Violations());

        Assert.True(violations.Length == 0, violations);
    }
}
