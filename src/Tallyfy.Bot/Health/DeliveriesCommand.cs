using System.CommandLine;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Health;

/// <summary>What an operator asks of deliveries.</summary>
internal static class DeliveriesCommand
{
    public const string Name = "deliveries";

    public static Command Describe(string[] settings)
    {
        var id = new Argument<string?>("id")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Which, as the list names it.",
        };
        var all = new Option<bool>("--all") { Description = "Every one of them." };
        var list = new Command("list", "Lists what was given up, and counts what rests and what may be there twice.");
        var again = new Command(
            "send-again", "Gives dead letters another chance; a running bot sends them within seconds.") { id, all };

        list.SetAction((parsed, cancellationToken) =>
            ListAsync(Services(settings), parsed.InvocationConfiguration.Output, cancellationToken));
        again.SetAction((parsed, cancellationToken) => SendAgainAsync(
            Services(settings),
            parsed.GetValue(id),
            parsed.GetValue(all),
            parsed.InvocationConfiguration.Output,
            cancellationToken));

        return new Command(Name, "Cards, comments, notices and installations that did not arrive.") { list, again };
    }

    private static IServiceProvider Services(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.AddDeadLettersBesideTheBot();
        return builder.Build().Services;
    }

    private static async Task<int> ListAsync(
        IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var letters = await services.GetRequiredService<DeadLetterStore>().ListAsync(cancellationToken);

        foreach (var letter in letters)
            await output.WriteLineAsync(letter.ToString());

        var counts = await services.GetRequiredService<DeliveryReport>().CountAsync(cancellationToken);
        await output.WriteLineAsync(letters.Count == 0 ? "No dead letters." : "");
        await output.WriteLineAsync($"{counts}.");
        return 0;
    }

    private static async Task<int> SendAgainAsync(
        IServiceProvider services, string? id, bool all, TextWriter output, CancellationToken cancellationToken)
    {
        if (id is null == !all)
        {
            await output.WriteLineAsync("Say which: an id that \"deliveries list\" shows, or --all.");
            return 1;
        }

        var count = await services.GetRequiredService<DeadLetterStore>().SendAgainAsync(id, cancellationToken);
        await output.WriteLineAsync(
            count > 0 ? $"{count} will be sent again." : all ? "No dead letters." : "No such dead letter.");
        return count > 0 || all ? 0 : 1;
    }
}
