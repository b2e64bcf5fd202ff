using Tallyfy.Bot;

if (await OperatorCommands.AnswerAsync(args, null, CancellationToken.None) is { } exitCode)
    return exitCode;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddTallyfyBot();

var app = builder.Build();

app.MapTallyfyBot();

app.Run();
return 0;
