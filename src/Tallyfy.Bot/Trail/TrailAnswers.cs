using System.Diagnostics;
using System.Globalization;

namespace Tallyfy.Bot.Trail;

/// <summary>What each question about the trail does, and how it is answered; zero when all is well.</summary>
internal static class TrailAnswers
{
    public static async Task<int> VerifyAsync(
        TrailQuestion asked,
        IReadOnlyList<string> organizations,
        string? head,
        FileInfo? witness,
        CancellationToken cancellationToken)
    {
        var given = head is null ? null : TrailMark.Parse(head);

        if (head is not null && given is null)
            return asked.Fail("A head is organization:number:root, as the log line \"Trail sealed up to …\" has it.");

        if (witness is { Exists: false })
            return asked.Fail($"There is no file {witness}.");

        var (seen, unknown) = await ReadAsync(witness, asked.Get<TrailKeys>(), cancellationToken);

        if (unknown > 0)
            await asked.Error.WriteLineAsync(
                $"{unknown} heads in {witness} are of keys that are neither Trail:Key nor one of Trail:PreviousKeys: "
                + "they were not compared.");

        if (witness is not null && seen.Count == 0)
            return asked.Fail(
                $"There is no head in {witness}: it is a whole line of the log, \"Trail sealed up to …\" with its "
                + "signature, or organization:number:root alone on a line.");

        if (given is { } mark)
            seen.Add(mark);

        if (seen.FirstOrDefault(one => !organizations.Contains(one.Organization)) is
            { Organization: not null } stranger)
            return asked.Fail(
                $"There is no trail of {stranger.Organization}, whose head was given: all of it is missing, or "
                + "this is another store.");

        return await VerifyAsync(asked, organizations, seen, cancellationToken);
    }

    private static async Task<int> VerifyAsync(
        TrailQuestion asked,
        IReadOnlyList<string> organizations,
        IReadOnlyList<TrailMark> seen,
        CancellationToken cancellationToken)
    {
        var verify = asked.Get<VerifyTrail>();
        var isWhole = true;

        foreach (var organization in organizations)
        {
            var report = await verify.ExecuteAsync(organization, seen, cancellationToken);
            Tell(report, asked.Output);
            isWhole &= report.IsWhole;
        }

        if (organizations.Count == 0)
            await asked.Output.WriteLineAsync("The trail is empty.");

        if (!isWhole)
            await asked.Output.WriteLineAsync(
                "Keep this store as it is, and compare it with a backup from before that time. Nothing is pruned "
                + "from a broken trail.");

        return isWhole ? 0 : 1;
    }

    // A witness' file may be as old as the trail, and what is pruned cannot be compared: the newest of each is enough.
    private static async Task<(List<TrailMark> Seen, int Unknown)> ReadAsync(
        FileInfo? file, TrailKeys keys, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, TrailMark>();
        var unknown = 0;

        if (file is null)
            return ([], unknown);

        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            unknown += HeadLine.CountUnknown(line, keys);

            foreach (var mark in HeadLine.Read(line, keys))
            {
                if (!newest.TryGetValue(mark.Organization, out var before) || before.Sequence <= mark.Sequence)
                    newest[mark.Organization] = mark;
            }
        }

        return ([.. newest.Values], unknown);
    }

    private static void Tell(TrailReport report, TextWriter output)
    {
        var pruned = report.Checkpoint is { } checkpoint ? $", behind {checkpoint.Sequence} that were pruned" : "";
        var waiting = report.Waiting == 0 ? "" : $"; {report.Waiting} wait to be sealed";

        output.WriteLine(
            $"{report.Organization}: {(report.IsWhole ? "whole" : "BROKEN")}, {report.Count} sealed "
            + $"entries{pruned}{waiting}");

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

    public static async Task<int> ExportAsync(
        TrailQuestion asked,
        IReadOnlyList<string> organizations,
        TrailFormat format,
        string? since,
        FileInfo? file,
        CancellationToken cancellationToken)
    {
        var begin = since is null ? DateTimeOffset.MinValue : ReadDate(since);

        if (begin is not { } from)
            return asked.Fail(NotADate(since!));

        await using var written = file is null ? null : asked.Begin(file, ExportTrail.IsExport);
        var count = await asked.Get<ExportTrail>().ExecuteAsync(
            organizations, format, from, written?.Text ?? asked.Output, asked.Error, cancellationToken);

        if (written is not null)
            await written.KeepAsync(cancellationToken);

        await asked.Error.WriteLineAsync($"{count} entries exported{(file is null ? "" : $" to {file}")}.");
        return 0;
    }

    public static async Task<int> PruneAsync(
        TrailQuestion asked, IReadOnlyList<string> organizations, string before, CancellationToken cancellationToken)
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
                    await asked.Output.WriteLineAsync(
                        $"{organization}: {count} entries removed; a signed checkpoint stands for everything up "
                        + $"to entry {checkpoint!.Sequence}.");
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

    public static async Task<int> ReplaceAsync(
        TrailQuestion asked,
        IReadOnlyList<string> organizations,
        string reason,
        bool isSure,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return asked.Fail("Say in --reason what happened to the key.");

        if (!isSure)
            return asked.Fail(
                "From then on nobody can check the seals of what was sealed with the lost key. If the key can "
                + "still be found, put it into Trail:PreviousKeys instead; if not, say --yes.");

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
            $"entry {head.Sequence} says that the key {string.Join(", ", lost.Keys)} is lost, with which "
            + $"{lost.Count} entries up to entry {lost.Sequence} were there; it goes on from there with Trail:Key. "
            + $"Head {head.Mark}",
        ReplaceResult.NothingLost => "every key that was used is here; nothing was changed.",
        ReplaceResult.NoHead => "there is no head: nothing was sealed yet, or somebody removed it, and "
            + "\"trail verify\" says which. Nothing was changed.",
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

    private static string NotADate(string text) =>
        $"\"{text}\" is not a date such as 2026-01-31, or an instant such as 2026-01-31T12:00:00Z.";
}
