using System.CommandLine;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>What an operator asks of the trail: whether it is whole, a copy of it, and to remove what is old.</summary>
internal static class TrailCommand
{
    public const string Name = "trail";

    public static Command Describe(string[] settings)
    {
        var organization = new Option<string?>("--organization") { Description = "Only this one, by its Tallyfy id." };

        return new Command(Name, "What was decided, and whether the record of it was changed since.")
        {
            DescribeVerify(settings, organization),
            DescribeExport(settings, organization),
            DescribePrune(settings, organization),
            DescribeReplace(settings, organization),
            TrailProofCommands.DescribeProve(settings, organization),
            TrailProofCommands.DescribeCheck(),
            TrailProofCommands.DescribeKeys(settings, organization),
            TrailProofCommands.DescribeNewKey(),
            TrailProofCommands.DescribeSetAside(settings),
        };
    }

    private static Command DescribeVerify(string[] settings, Option<string?> organization)
    {
        var head = new Option<string?>("--head")
        {
            Description = "A head as the bot's log names it: what was sealed then must still be there.",
        };
        var witness = new Option<FileInfo?>("--witness")
        {
            Description = "A file with signed heads, as a log or Trail:WitnessFile: its newest must still be there.",
        };
        var verify = new Command("verify", "Checks every entry, its place and the end, and names what was changed.")
        {
            organization,
            head,
            witness,
        };

        verify.SetAction((parsed, cancellationToken) => RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => TrailAnswers.VerifyAsync(
                asked, found, parsed.GetValue(head), parsed.GetValue(witness), cancellationToken),
            cancellationToken));
        return verify;
    }

    private static Command DescribeExport(string[] settings, Option<string?> organization)
    {
        var format = new Option<TrailFormat>("--format") { Required = true, Description = "csv or jsonl." };
        var since = new Option<string?>("--since")
        {
            Description = "Only what happened at this date or later, as 2026-01-31.",
        };
        var file = new Option<FileInfo?>("--out")
        {
            Description = "A new file, or an earlier export to replace; without it the entries are printed.",
        };
        var export = new Command("export", "Writes the entries for another program or a spreadsheet.")
        {
            organization,
            format,
            since,
            file,
        };

        export.SetAction((parsed, cancellationToken) => RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => TrailAnswers.ExportAsync(
                asked,
                found,
                parsed.GetValue(format),
                parsed.GetValue(since),
                parsed.GetValue(file),
                cancellationToken),
            cancellationToken));
        return export;
    }

    private static Command DescribePrune(string[] settings, Option<string?> organization)
    {
        var before = new Option<string>("--before")
        {
            Required = true,
            Description = "Everything older than this date, as 2026-01-31.",
        };
        var prune = new Command("prune", "Removes the oldest entries; a signed checkpoint stands for them.")
        {
            organization,
            before,
        };

        prune.SetAction((parsed, cancellationToken) => RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => TrailAnswers.PruneAsync(asked, found, parsed.GetValue(before)!, cancellationToken),
            cancellationToken));
        return prune;
    }

    private static Command DescribeReplace(string[] settings, Option<string?> organization)
    {
        var reason = new Option<string>("--reason")
        {
            Required = true,
            Description = "What happened to the key; it is written into the trail for good.",
        };
        var sure = new Option<bool>("--yes")
        {
            Description = "The old key is nowhere any more; with it in Trail:PreviousKeys this is not needed.",
        };
        var replace = new Command(
            "replace-lost-key",
            "Goes on sealing with Trail:Key where the key before is lost, and writes down where that is.")
        {
            organization,
            reason,
            sure,
        };

        replace.SetAction((parsed, cancellationToken) => RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) =>
                TrailAnswers.ReplaceAsync(
                    asked, found, parsed.GetValue(reason)!, parsed.GetValue(sure), cancellationToken),
            cancellationToken));
        return replace;
    }

    /// <summary>Asks the store, of one organization or of all that have a trail.</summary>
    public static async Task<int> RunAsync(
        string[] settings,
        ParseResult parsed,
        Option<string?>? organization,
        Func<TrailQuestion, IReadOnlyList<string>, Task<int>> answerAsync,
        CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.AddStoreBesideTheBot();
        builder.AddTrailBesideTheBot();
        await using var app = builder.Build();
        var asked = new TrailQuestion(
            app.Services, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

        var known = await asked.Get<TrailHeadStore>().ListOrganizationsAsync(cancellationToken);
        var wanted = organization is null ? null : parsed.GetValue(organization);

        if (wanted is null)
            return await answerAsync(asked, known);

        return OrganizationIds.Find(known, wanted) is { } meant
            ? await answerAsync(asked, [meant])
            : asked.Fail(known.Count == 0
                ? $"There is no trail of {wanted}, and of nobody else: it begins with the bot's first decision or link."
                : $"There is no trail of {wanted}. There is one of: {string.Join(", ", known)}.");
    }
}
