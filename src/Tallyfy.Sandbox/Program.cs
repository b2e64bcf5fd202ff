using Tallyfy.Sandbox;
using Tallyfy.Sandbox.Settings;

if (SandboxCommandLine.Answer(args) is { } exitCode)
    return exitCode;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddSandbox();

var app = builder.Build();

app.MapSandbox();

app.Run();
return 0;
