using Tallyfy.Bot;
using Tallyfy.Bot.Observability;

if (await OperatorCommands.AnswerOrRefuseAsync(args, null, CancellationToken.None) is { } exitCode)
    return exitCode;

return await RunBot.ExecuteAsync(
    () =>
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        builder.ShapeLog();
        builder.LimitLog();
        builder.AddTallyfyBot();
        return builder;
    },
    app => app.MapTallyfyBot(),
    CancellationToken.None);
