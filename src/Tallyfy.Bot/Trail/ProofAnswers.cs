using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Trail;

/// <summary>What each question about proofs and keys does, and how it is answered; zero when all is well.</summary>
internal static partial class ProofAnswers
{
    public static async Task<int> ProveAsync(
        TrailQuestion asked,
        IReadOnlyList<string> organizations,
        string what,
        string? since,
        FileInfo? file,
        CancellationToken cancellationToken)
    {
        var isPlace = long.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var place);
        var receipt = isPlace ? null : ReceiptCode.Parse(what);
        var head = since is null ? null : TrailMark.Parse(since);

        if (!isPlace && receipt is null)
            return asked.Fail($"\"{what}\" is neither a receipt code such as 7KQ2M-X81ZD nor the number of an entry.");

        if (since is not null && head is null)
            return asked.Fail("A head is organization:number:root, as the log line \"Trail sealed up to …\" has it.");

        if (isPlace && organizations.Count > 1)
            return asked.Fail("Several organizations have a trail: say which in --organization.");

        foreach (var organization in organizations)
        {
            var result = await asked.Get<ProveEntry>().ExecuteAsync(
                organization, isPlace ? place : null, receipt, head, cancellationToken);

            switch (result)
            {
                case ProveResult.Proven(var proof):
                    return await WriteAsync(asked, proof, file, cancellationToken);

                case ProveResult.Broken:
                    return asked.Fail(
                        $"The trail of {organization} is not what was sealed, and proves nothing: \"trail verify\" "
                        + "says where.");

                case ProveResult.NoWayFrom(var mark):
                    return asked.Fail(
                        $"No proof leads on from entry {mark.Sequence}: it was pruned, or the trail is not that long.");
            }
        }

        return asked.Fail(
            $"No sealed entry is {what}: it waits for some seconds more, it was pruned, or there never was one.");
    }

    private static async Task<int> WriteAsync(
        TrailQuestion asked, TrailProof proof, FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await asked.Output.WriteLineAsync(proof.ToJson().AsMemory(), cancellationToken);
            return 0;
        }

        await using (var written = asked.Begin(file, TrailProof.IsProof))
        {
            await written.Text.WriteAsync($"{proof.ToJson()}\n".AsMemory(), cancellationToken);
            await written.KeepAsync(cancellationToken);
        }

        await asked.Error.WriteLineAsync(
            $"Written to {file}. Whoever has the public key (\"trail keys\") checks it with: python3 tools/verify.py "
            + $"{file.Name} keys.txt");
        return 0;
    }

    public static async Task<int> CheckAsync(
        TextWriter output, FileInfo proof, FileInfo keys, string? head, CancellationToken cancellationToken)
    {
        if (new[] { proof, keys }.FirstOrDefault(file => !file.Exists) is { } missing)
        {
            await output.WriteLineAsync($"There is no file {missing}.");
            return 1;
        }

        var seen = head is null ? null : TrailMark.Parse(head);

        if (head is not null && seen is null)
        {
            await output.WriteLineAsync("A head is organization:number:root.");
            return 1;
        }

        var json = await File.ReadAllBytesAsync(proof.FullName, cancellationToken);
        var known = ReadKeys(await File.ReadAllTextAsync(keys.FullName, cancellationToken));
        var fault = CheckProof.FindFault(json, known, seen);
        await output.WriteLineAsync(fault is null ? "PROVEN" : $"NOT PROVEN: {fault}");
        return fault is null ? 0 : 1;
    }

    /// <summary>The public keys that stand in a text.</summary>
    public static IReadOnlyList<string> ReadKeys(string text) =>
        [.. PublicKey().Matches(text).Select(match => match.Value)];

    public static async Task<int> ListKeysAsync(
        TrailQuestion asked, IReadOnlyList<string> organizations, CancellationToken cancellationToken)
    {
        var keys = asked.Get<TrailKeys>();

        foreach (var (id, key) in keys.PublicKeys)
            await asked.Output.WriteLineAsync(
                $"{id} {key} {(id == keys.CurrentId ? "current" : "former, in the settings")}");

        foreach (var organization in organizations)
        {
            foreach (var (place, key) in await asked.Get<TrailStore>().ListKeysAsync(organization, cancellationToken))
                await asked.Output.WriteLineAsync($"{key} used in {organization} from entry {place} on");
        }

        if (keys.IsOnlyForTheDesk)
            await asked.Error.WriteLineAsync(
                "Trail:Key is not set: everybody has the key of a desk, and it proves nothing.");

        return 0;
    }

    public static async Task<int> SetAsideAsync(
        TrailQuestion asked, FileInfo file, bool isSure, CancellationToken cancellationToken)
    {
        var former = asked.Get<FormerTrail>();

        if (await former.CountAsync(cancellationToken) == 0)
        {
            await asked.Output.WriteLineAsync("There is no trail of a former form in this store.");
            return 0;
        }

        if (!isSure)
            return asked.Fail("The rows are written to the file and leave the store. Say --yes.");

        // The rows are nowhere else afterwards: nothing takes the place of another such file.
        await using var written = asked.Begin(file, _ => false);
        var count = await former.SetAsideAsync(written, cancellationToken);
        await asked.Output.WriteLineAsync(
            $"{count} rows written to {file} and taken out of the store. Start the bot: a new trail begins.");
        return 0;
    }

    [GeneratedRegex("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]+=*")]
    private static partial Regex PublicKey();
}
