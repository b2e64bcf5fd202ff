using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
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
        };
    }

    private static Command DescribeVerify(string[] settings, Option<string?> organization)
    {
        var head = new Option<string?>("--head") { Description = "A head as the bot's log names it: what was sealed then must still be there." };
        var verify = new Command("verify", "Checks every entry, its place and the end, and names what was changed.") { organization, head };

        verify.SetAction((parsed, cancellationToken) => RunAsync(
            settings, parsed, organization, (asked, found) => VerifyAsync(asked, found, parsed.GetValue(head), cancellationToken), cancellationToken));
        return verify;
    }

    private static Command DescribeExport(string[] settings, Option<string?> organization)
    {
        var format = new Option<TrailFormat>("--format") { Required = true, Description = "csv or jsonl." };
        var since = new Option<string?>("--since") { Description = "Only what happened at this date or later, as 2026-01-31." };
        var file = new Option<FileInfo?>("--out") { Description = "A file to write; without one it is printed." };
        var export = new Command("export", "Writes the entries for another program or a spreadsheet.") { organization, format, since, file };

        export.SetAction((parsed, cancellationToken) => RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => ExportAsync(
                asked, found, parsed.GetValue(format), parsed.GetValue(since), parsed.GetValue(file), cancellationToken),
            cancellationToken));
        return export;
    }

    private static Command DescribePrune(string[] settings, Option<string?> organization)
    {
        var before = new Option<string>("--before") { Required = true, Description = "Everything older than this date, as 2026-01-31." };
        var prune = new Command("prune", "Removes the oldest entries; a signed checkpoint stands for them.") { organization, before };

        prune.SetAction((parsed, cancellationToken) => RunAsync(
            settings, parsed, organization, (asked, found) => PruneAsync(asked, found, parsed.GetValue(before)!, cancellationToken), cancellationToken));
        return prune;
    }

    private static Command DescribeReplace(string[] settings, Option<string?> organization)
    {
        var reason = new Option<string>("--reason") { Required = true, Description = "What happened to the key; it is written into the trail for good." };
        var sure = new Option<bool>("--yes") { Description = "The old key is nowhere any more; with it in Trail:PreviousKeys this is not needed." };
        var replace = new Command("replace-lost-key", "Goes on sealing with Trail:Key where the key before is lost, and writes down where that is.") { organization, reason, sure };

        replace.SetAction((parsed, cancellationToken) => RunAsync(
            settings,
            parsed,
            organization,
            (asked, found) => ReplaceAsync(asked, found, parsed.GetValue(reason)!, parsed.GetValue(sure), cancellationToken),
            cancellationToken));
        return replace;
    }

    private static async Task<int> RunAsync(
        string[] settings,
        ParseResult parsed,
        Option<string?> organization,
        Func<Asked, IReadOnlyList<string>, Task<int>> answerAsync,
        CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.AddStoreBesideTheBot();
        builder.AddTrailBesideTheBot();
        await using var app = builder.Build();
        var asked = new Asked(app.Services, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

        try
        {
            var known = await asked.Get<TrailHeadStore>().ListOrganizationsAsync(cancellationToken);
            var wanted = parsed.GetValue(organization);

            return wanted is null || known.Contains(wanted)
                ? await answerAsync(asked, wanted is null ? known : [wanted])
                : asked.Fail($"There is no trail of {wanted}. There is one of: {string.Join(", ", known)}.");
        }
        catch (OptionsValidationException e)
        {
            return asked.Fail(e.Message);
        }
    }

    private static async Task<int> VerifyAsync(
        Asked asked, IReadOnlyList<string> organizations, string? head, CancellationToken cancellationToken)
    {
        var mark = head is null ? null : TrailMark.Parse(head);

        if (head is not null && mark is null)
            return asked.Fail("A head is organization:number:seal, as the log line \"Trail sealed up to …\" has it.");

        if (mark is { } expected && !organizations.Contains(expected.Organization))
            return asked.Fail($"There is no trail of {expected.Organization}, whose head was given: all of it is missing, or this is another store.");

        var verify = asked.Get<VerifyTrail>();
        var isWhole = true;

        foreach (var organization in organizations)
        {
            var report = await verify.ExecuteAsync(
                organization, mark?.Organization == organization ? mark : null, cancellationToken);
            Tell(report, asked.Output);
            isWhole &= report.IsWhole;
        }

        if (organizations.Count == 0)
            await asked.Output.WriteLineAsync("The trail is empty.");

        if (!isWhole)
            await asked.Output.WriteLineAsync("Keep this store as it is, and compare it with a backup from before that time. Nothing is pruned from a broken trail.");

        return isWhole ? 0 : 1;
    }

    private static void Tell(TrailReport report, TextWriter output)
    {
        var pruned = report.Checkpoint is { } checkpoint ? $", behind {checkpoint.Sequence} that were pruned" : "";
        var waiting = report.Waiting == 0 ? "" : $"; {report.Waiting} wait to be sealed";

        output.WriteLine(
            $"{report.Organization}: {(report.IsWhole ? "whole" : "BROKEN")}, {report.Count} sealed entries{pruned}{waiting}");

        if (report.Parts.Count > 1)
        {
            foreach (var part in report.Parts)
                output.WriteLine($"  {part}");
        }

        foreach (var finding in report.Findings)
            output.WriteLine($"  {finding}");

        if (report.Head is { } head)
            output.WriteLine($"  head {head.Mark}");
    }

    private static async Task<int> ExportAsync(
        Asked asked,
        IReadOnlyList<string> organizations,
        TrailFormat format,
        string? since,
        FileInfo? file,
        CancellationToken cancellationToken)
    {
        var begin = since is null ? DateTimeOffset.MinValue : ReadDate(since);

        if (begin is not { } from)
            return asked.Fail(NotADate(since!));

        await using var writer = file?.CreateText();
        var count = await asked.Get<ExportTrail>().ExecuteAsync(
            organizations, format, from, writer ?? asked.Output, asked.Error, cancellationToken);

        await asked.Error.WriteLineAsync($"{count} entries exported{(file is null ? "" : $" to {file}")}.");
        return 0;
    }

    private static async Task<int> PruneAsync(
        Asked asked, IReadOnlyList<string> organizations, string before, CancellationToken cancellationToken)
    {
        if (ReadDate(before) is not { } date)
            return asked.Fail(NotADate(before));

        var prune = asked.Get<PruneTrail>();
        var isWhole = true;

        foreach (var organization in organizations)
        {
            switch (await prune.ExecuteAsync(organization, date, cancellationToken))
            {
                case PruneResult.Pruned(0, _):
                    await asked.Output.WriteLineAsync($"{organization}: nothing is that old.");
                    break;

                case PruneResult.Pruned(var count, var checkpoint):
                    await asked.Output.WriteLineAsync($"{organization}: {count} entries removed; a signed checkpoint stands for everything up to entry {checkpoint!.Sequence}.");
                    break;

                case PruneResult.Broken(var report):
                    Tell(report, asked.Output);
                    await asked.Output.WriteLineAsync("  nothing was removed from it.");
                    isWhole = false;
                    break;
            }
        }

        return isWhole ? 0 : 1;
    }

    private static async Task<int> ReplaceAsync(
        Asked asked, IReadOnlyList<string> organizations, string reason, bool isSure, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return asked.Fail("Say in --reason what happened to the key.");

        if (!isSure)
            return asked.Fail("From then on nobody can check the seals of what was sealed with the lost key. If the key can still be found, put it into Trail:PreviousKeys instead; if not, say --yes.");

        var isDone = true;

        foreach (var organization in organizations)
        {
            var result = await asked.Get<ReplaceLostKey>().ExecuteAsync(organization, reason.Trim(), cancellationToken);
            await asked.Output.WriteLineAsync($"{organization}: {Sentence(result)}");
            isDone &= result is not ReplaceResult.NoHead;
        }

        return isDone ? 0 : 1;
    }

    private static string Sentence(ReplaceResult result) => result switch
    {
        ReplaceResult.Replaced(var lost, var head) =>
            $"entry {head.Sequence} says that the key {string.Join(", ", lost.Keys)} is lost, with which {lost.Count} entries up to entry {lost.Sequence} were there; sealed on from it with Trail:Key. Head {head.Mark}",
        ReplaceResult.NothingLost => "every key that was used is here; nothing was changed.",
        ReplaceResult.NoHead => "there is no head: nothing was sealed yet, or somebody removed it, and \"trail verify\" says which. Nothing was changed.",
        _ => throw new UnreachableException(),
    };

    private static DateTimeOffset? ReadDate(string text) => DateTimeOffset.TryParseExact(
        text,
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out var date)
            ? date
            : null;

    private static string NotADate(string text) => $"\"{text}\" is not a date such as 2026-01-31, or an instant such as 2026-01-31T12:00:00Z.";

    /// <summary>Where to look, and where to answer.</summary>
    private sealed record Asked(IServiceProvider Services, TextWriter Output, TextWriter Error)
    {
        public T Get<T>()
            where T : notnull => Services.GetRequiredService<T>();

        public int Fail(string sentence)
        {
            Error.WriteLine(sentence);
            return 1;
        }
    }
}
