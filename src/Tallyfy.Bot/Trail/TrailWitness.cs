using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Remembers outside the database how far each trail was sealed: this process in its memory, and the operator's file,
/// so that an old copy of the store does not pass for the newest.
/// </summary>
internal sealed partial class TrailWitness(
    IOptions<TrailOptions> options, WitnessQueue queue, TrailKeys keys, ILogger<TrailWitness> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, TrailMark> seen = [];
    private readonly SemaphoreSlim writer = new(1);
    private bool isRead;

    /// <summary>How far a trail was sealed, as far as this process knows; null when it never was.</summary>
    public TrailMark? FindSeen(string organization) =>
        seen.TryGetValue(organization, out var mark) ? mark : null;

    /// <summary>
    /// What speaks against a head being the newest; null when nothing does. The head is read after the mark was asked
    /// for, or another that seals at the same time looks like an earlier store.
    /// </summary>
    public static string? WhatIsMissing(TrailMark? seen, TrailHead? head)
    {
        if (seen is not { } mark)
            return null;

        if (head is null)
            return $"its head is missing, although it was sealed up to entry {mark.Sequence}";

        return head.Sequence < mark.Sequence || (head.Sequence == mark.Sequence && head.Root != mark.Root)
            ? $"its head is entry {head.Sequence}, although it was sealed up to {mark}: an earlier store was put back"
            : null;
    }

    /// <summary>Before the first look: what was written down by processes before this one.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (isRead)
            return;

        await foreach (var mark in ReadAllAsync(cancellationToken))
            Keep(mark);

        isRead = true;
    }

    /// <summary>A head that was just signed here.</summary>
    public async Task SeeAsync(TrailHead head, CancellationToken cancellationToken)
    {
        Keep(head.Mark);
        queue.Add(head);

        if (options.Value.WitnessFile is not { } file)
            return;

        await writer.WaitAsync(cancellationToken);

        try
        {
            await using var lines = new StreamWriter(
                PrivateFile.Open(file, FileMode.Append, FileShare.ReadWrite));
            await lines.WriteAsync($"{HeadLine.Of(head)}\n".AsMemory(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWitnessed(e, head.Mark);
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>All that the operator's file has of one trail.</summary>
    public async Task<IReadOnlyList<TrailMark>> ReadAsync(string organization, CancellationToken cancellationToken) =>
        await ReadAllAsync(cancellationToken).Where(mark => mark.Organization == organization)
            .ToListAsync(cancellationToken);

    private async IAsyncEnumerable<TrailMark> ReadAllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Value.WitnessFile is not { } file || !File.Exists(file))
            yield break;

        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            foreach (var mark in HeadLine.Read(line, keys, isOwnFile: true))
                yield return mark;
        }
    }

    public void Dispose() => writer.Dispose();

    private void Keep(TrailMark mark) => seen.AddOrUpdate(
        mark.Organization, mark, (_, before) => before.Sequence < mark.Sequence ? mark : before);

    [LoggerMessage(LogLevel.Error, "Trail:WitnessFile could not be written; it lacks {Head}")]
    private partial void LogNotWitnessed(Exception exception, TrailMark head);
}
