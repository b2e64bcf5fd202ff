using Tallyfy.Bot;
using Tallyfy.Bot.Observability;

if (await OperatorCommands.AnswerOrRefuseAsync(args, null, CancellationToken.None) is { } exitCode)
    return exitCode;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.ShapeLog();
builder.LimitLog();
builder.AddTallyfyBot();

var app = builder.Build();

return await RunBot.ExecuteAsync(app, app.MapTallyfyBot, CancellationToken.None);
