using System.Globalization;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Tests.Tokens;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>
/// Our verdict on every row. Microsoft's JavaScript library is asked end to end, and its C# library where the second
/// door is tested.
/// </summary>
public sealed class TokenTableTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly Dictionary<string, TokenRow> Rows =
        new TokenTable(ProductionGate.Issuer).Rows.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_is_taken_or_refused(string name)
    {
        var row = Rows[name];
        using var request = GateHost.Post(GateHost.Json(row.Activity), row.Authorization());

        using var response = await gate.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(row.Status, (int)response.StatusCode);
    }

    [Fact]
    public void Every_difference_from_the_JavaScript_library_has_its_reason()
    {
        Assert.All(Rows.Values, row => Assert.Equal(row.Differs, row.Why is not null));
        Assert.All(Rows.Values.Select(row => row.Why).OfType<string>(), why =>
            Assert.EndsWith(".", why, StringComparison.Ordinal));
        Assert.True(Rows.Count > 100, Rows.Count.ToString(CultureInfo.InvariantCulture));
    }
}
