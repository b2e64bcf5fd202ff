namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>One gate in Production for a whole table, and the issuer it believes.</summary>
public sealed class ProductionGate : IAsyncLifetime
{
    private GateHost? _host;

    internal static TokenIssuer Issuer { get; } = new();

    internal GateHost Host => _host ?? throw new InvalidOperationException("The gate has not been started.");

    public async ValueTask InitializeAsync() => _host = await GateHost.ProductionAsync(Issuer);

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
