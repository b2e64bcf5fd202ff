using System.CommandLine;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>What an operator asks of deliveries.</summary>
internal static class DeliveriesCommand
{
    public const string Name = "deliveries";

    public static Command Describe(string[] settings)
    {
        var id = new Argument<string?>("id") { Arity = ArgumentArity.ZeroOrOne, Description = "Which, as the list names it." };
        var all = new Option<bool>("--all") { Description = "Every one of them." };
        var list = new Command("list", "Lists what was given up, and counts what rests and what may be there twice.");
        var again = new Command("send-again", "Gives dead letters another chance; a running bot sends them within a second.") { id, all };

        list.SetAction((parsed, cancellationToken) => ListAsync(Report(settings), parsed.InvocationConfiguration.Output, cancellationToken));
        again.SetAction((parsed, cancellationToken) => SendAgainAsync(
            Report(settings), parsed.GetValue(id), parsed.GetValue(all), parsed.InvocationConfiguration.Output, cancellationToken));

        return new Command(Name, "Cards and comments that did not arrive.") { list, again };
    }

    private static OutboxReport Report(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.AddStoreBesideTheBot();
        return new OutboxReport(builder.Build().Services.GetRequiredService<Database>());
    }

    private static async Task<int> ListAsync(OutboxReport report, TextWriter output, CancellationToken cancellationToken)
    {
        var letters = await report.ListDeadAsync(cancellationToken);

        foreach (var letter in letters)
            await output.WriteLineAsync(letter.ToString());

        await output.WriteLineAsync(letters.Count == 0 ? "No dead letters." : "");
        await output.WriteLineAsync($"{await report.CountAsync(cancellationToken)}.");
        return 0;
    }

    private static async Task<int> SendAgainAsync(
        OutboxReport report, string? id, bool all, TextWriter output, CancellationToken cancellationToken)
    {
        if (id is null == !all)
        {
            await output.WriteLineAsync("Say which: an id that \"deliveries list\" shows, or --all.");
            return 1;
        }

        var count = await report.SendAgainAsync(id, cancellationToken);
        await output.WriteLineAsync(count == 0 ? "No such dead letter." : $"{count} will be sent again.");
        return count > 0 || all ? 0 : 1;
    }
}
