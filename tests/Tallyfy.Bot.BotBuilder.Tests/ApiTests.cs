namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>What a host can name.</summary>
public sealed class ApiTests
{
    [Fact]
    public void The_registrations_are_all_there_is() => Assert.Equal(
        [typeof(TallyfyApprovalsRegistration)],
        typeof(TallyfyApprovalsRegistration).Assembly.GetExportedTypes().Where(type => type.FullName != "Program"));
}
