using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Writes entries for another program or a spreadsheet: those that are sealed in their order, then those that wait.
/// </summary>
internal sealed class ExportTrail(TrailStore trail)
{
    private static readonly (string Name, Func<TrailEntry, object?> Value)[] Columns =
    [
        ("organization", entry => entry.Organization),
        ("sequence", entry => entry.Sequence),
        ("kind", entry => entry.Kind),
        ("happened_at", entry => entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ("decision_id", entry => entry.DecisionId),
        ("decision_kind", entry => entry.DecisionKind),
        ("task", entry => entry.Task),
        ("generation", entry => entry.Generation),
        ("verdict", entry => entry.Verdict),
        ("undoes", entry => entry.Undoes),
        ("rendering_id", entry => entry.RenderingId),
        ("content_digest", entry => entry.ContentDigest),
        ("activity_id", entry => entry.ActivityId),
        ("answer", entry => entry.Answer),
        ("proof", entry => entry.Proof),
        ("tenant_id", entry => entry.TenantId),
        ("object_id", entry => entry.ObjectId),
        ("tallyfy_user_id", entry => entry.TallyfyUserId),
        ("id", entry => entry.Id),
        ("salt", entry => entry.Salt),
        ("object_hash", entry => entry.ObjectHash),
        ("member_hash", entry => entry.MemberHash),
        ("words_hash", entry => entry.WordsHash),
        ("shown_hash", entry => entry.ShownHash),
        ("digest", entry => entry.Digest),
        ("mac", entry => entry.Mac),
        ("seal", entry => entry.Seal),
    ];

    /// <summary>After so many entries a long export says how far it is.</summary>
    public int TellEvery { get; init; } = 10_000;

    /// <summary>Whether a file that begins so is an export, of either form.</summary>
    public static bool IsExport(string begin) =>
        begin.StartsWith($"{Columns[0].Name},{Columns[1].Name},{Columns[2].Name},", StringComparison.Ordinal)
        || (begin.StartsWith($"{{\"{Columns[0].Name}\":\"", StringComparison.Ordinal)
            && begin.Contains($"\"{Columns[3].Name}\":\"", StringComparison.Ordinal));

    /// <summary>How many were written; <paramref name="progress"/> is told now and then.</summary>
    public async Task<long> ExecuteAsync(
        IReadOnlyList<string> organizations,
        TrailFormat format,
        DateTimeOffset since,
        TextWriter output,
        TextWriter progress,
        CancellationToken cancellationToken)
    {
        var count = 0L;

        if (format is TrailFormat.Csv)
            await WriteAsync(output, string.Join(',', Columns.Select(column => column.Name)), cancellationToken);

        foreach (var organization in organizations)
        {
            await foreach (var entry in ListAsync(organization, cancellationToken))
            {
                if (entry.At < since)
                    continue;

                await WriteAsync(output, format is TrailFormat.Csv ? Csv(entry) : Json(entry), cancellationToken);

                if (++count % TellEvery == 0)
                    await progress.WriteLineAsync($"{count} entries so far".AsMemory(), cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
        return count;
    }

    private async IAsyncEnumerable<TrailEntry> ListAsync(
        string organization,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in trail.ListPlacedAsync(organization, cancellationToken))
            yield return entry;

        foreach (var entry in await trail.ListWaitingAsync(organization, cancellationToken))
            yield return entry;
    }

    // The same end of line everywhere: the file may be compared with one from another machine.
    private static Task WriteAsync(TextWriter output, string line, CancellationToken cancellationToken) =>
        output.WriteAsync($"{line}\n".AsMemory(), cancellationToken);

    private static string Csv(TrailEntry entry) =>
        string.Join(',', Columns.Select(column => Field(column.Value(entry))));

    // https://www.rfc-editor.org/rfc/rfc4180 for the quotes. A spreadsheet takes some first letters for a formula.
    private static string Field(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\0', ..])
            text = $"'{text}";

        return text.AsSpan().ContainsAny("\",\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    private static string Json(TrailEntry entry)
    {
        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();

            foreach (var (name, value) in Columns)
                Write(json, name, value(entry));

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case long number:
                json.WriteNumber(name, number);
                break;

            case string text:
                json.WriteString(name, text);
                break;
        }
    }
}

internal enum TrailFormat
{
    Csv,

    /// <summary>JSON Lines: one object a line, without what is empty.</summary>
    Jsonl,
}
