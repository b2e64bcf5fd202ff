using Tallyfy.Sandbox;
using Tallyfy.Sandbox.Settings;

if (SandboxCommandLine.Answer(args) is { } exitCode)
    return exitCode;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

if (SandboxCommandLine.Refuse(Setting.FindFaults(builder.Configuration)) is { } refused)
    return refused;

builder.AddSandbox();

var app = builder.Build();

app.MapSandbox();

app.Run();
return 0;
