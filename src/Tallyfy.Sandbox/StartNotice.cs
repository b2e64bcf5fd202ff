using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox;

/// <summary>Says at start what a caller needs. The secrets are made up and open to everybody.</summary>
internal sealed partial class StartNotice(
    SandboxState state, IServer server, IHostApplicationLifetime lifetime, IConfiguration configuration,
    ILogger<StartNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');
        LogSeed(configuration["seed"] ?? "none (--seed demo brings people, templates and tasks)");
        LogAddress(address, address);
        LogOrganization(state.Organization.Id, state.Organization.Name);
        LogToken(WellKnown.AccessToken, WellKnown.AdministratorEmail);
        LogClient(state.Client.Id, state.Client.Secret);
    }

    [LoggerMessage(LogLevel.Information, "Seed: {Seed}")]
    private partial void LogSeed(string seed);

    [LoggerMessage(LogLevel.Information, "API {Address}/api, page {Page}/")]
    private partial void LogAddress(string? address, string? page);

    [LoggerMessage(LogLevel.Information, "Organization {Organization} ({Name})")]
    private partial void LogOrganization(string organization, string name);

    [LoggerMessage(LogLevel.Information, "Access token {AccessToken} (of {Owner})")]
    private partial void LogToken(string accessToken, string owner);

    [LoggerMessage(LogLevel.Information, "Client id {ClientId}, client secret {ClientSecret}")]
    private partial void LogClient(string clientId, string clientSecret);
}
