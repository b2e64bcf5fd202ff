using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Tallyfy.Bot;
using Tallyfy.Bot.BotBuilder;
using Tallyfy.Bot.Observability;

if (await TallyfyApprovalsRegistration.AnswerTallyfyCommandAsync(args) is { } exitCode)
    return exitCode;

return await RunBot.ExecuteAsync(
    () =>
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        builder.ShapeLog();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<BotFrameworkAuthentication, ConfigurationBotFrameworkAuthentication>();
        builder.Services.AddSingleton<IBotFrameworkHttpAdapter>(provider => new CloudAdapter(
            provider.GetRequiredService<BotFrameworkAuthentication>(),
            provider.GetRequiredService<ILogger<CloudAdapter>>()));
        builder.AddTallyfyApprovals();
        return builder;
    },
    app => app.MapTallyfyApprovals(),
    CancellationToken.None);
