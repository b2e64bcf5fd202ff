using EchoBotWithApprovals;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Tallyfy.Bot.BotBuilder;

if (await TallyfyApprovalsRegistration.AnswerTallyfyCommandAsync(args) is { } exitCode) // new
    return exitCode;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddHttpClient();
builder.Services.AddSingleton<BotFrameworkAuthentication, ConfigurationBotFrameworkAuthentication>();
builder.Services.AddSingleton<IBotFrameworkHttpAdapter, AdapterWithErrorHandler>();
builder.Services.AddTransient<IBot, EchoBot>();
builder.AddTallyfyApprovals(); // new

var app = builder.Build();

app.MapTallyfyApprovals(); // new: in place of app.MapPost("/api/messages", …) or a controller
app.Run();
return 0; // new: beside the return above
