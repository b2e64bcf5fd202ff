using System.Text;

namespace Tallyfy.Bot.Storage;

/// <summary>
/// A file that a command writes for an operator: private from the beginning, and there as a whole or not at all. It is
/// written beside its place and moved there; what stands there before is replaced only where the command writes such
/// files itself.
/// </summary>
internal sealed class WrittenFile : IAsyncDisposable
{
    private const int LongestBegin = 512;

    private readonly string place;
    private readonly string? beside;
    private readonly bool isInPlaceOfAnother;
    private readonly FileStream stream;

    private WrittenFile(string place, string? beside, bool isInPlaceOfAnother)
    {
        (this.place, this.beside, this.isInPlaceOfAnother) = (place, beside, isInPlaceOfAnother);
        stream = beside is null
            ? new FileStream(place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
            : PrivateFile.Open(beside, FileMode.CreateNew);
        Text = new StreamWriter(stream);
    }

    public TextWriter Text { get; }

    /// <param name="file">Where to.</param>
    /// <param name="isSuch">Whether a file that begins so is one that the command writes.</param>
    /// <param name="own">Files that the bot uses itself.</param>
    /// <exception cref="FileRefusedException">Something else is there; the sentence says what to do.</exception>
    public static WrittenFile Begin(FileInfo file, Func<string, bool> isSuch, IEnumerable<string> own)
    {
        // A terminal, a pipe or /dev/null takes what it gets, and nothing can be put in its place.
        if (IsDevice(file.FullName))
            return new WrittenFile(file.FullName, beside: null, isInPlaceOfAnother: false);

        var place = Real(file.FullName);

        if (own.Any(one => Real(one) == place))
            throw new FileRefusedException($"{file} is a file that the bot itself uses: name a new one in --out.");

        if (Directory.Exists(place))
            throw new FileRefusedException($"{file} is a folder: name a new file in it in --out.");

        var isThere = File.Exists(place);

        if (isThere && !IsEmptyOr(isSuch, place))
            throw new FileRefusedException(
                $"{file} is there already, and is nothing that this command has written: name a new file in --out.");

        return new WrittenFile(
            place,
            Path.Combine(Path.GetDirectoryName(place)!, $".{Path.GetFileName(place)}.{Guid.NewGuid():n}"),
            isThere);
    }

    // By whatever links to it, or to a folder above it, it was named.
    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);

        if (Path.GetDirectoryName(full) is not { } folder)
            return full;

        var here = new FileInfo(Path.Combine(Real(folder), Path.GetFileName(full)));
        return here.LinkTarget is null
            ? here.FullName
            : Real(here.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    /// <summary>All of it was written, and goes to its place.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        await Text.FlushAsync(cancellationToken);

        if (beside is null)
            return;

        stream.Flush(flushToDisk: true);
        await Text.DisposeAsync();
        File.Move(beside, place, isInPlaceOfAnother);
    }

    public async ValueTask DisposeAsync()
    {
        await Text.DisposeAsync();

        if (beside is not null)
            File.Delete(beside);
    }

    // Opened both ways: what must not be written is not replaced either, and a pipe waits for nobody.
    private static bool IsEmptyOr(Func<string, bool> isSuch, string place)
    {
        using var there = new FileStream(place, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var begin = new byte[LongestBegin];

        if (!there.CanSeek)
            throw new FileRefusedException($"{place} is a pipe: leave --out away, and lead the output there.");

        var length = there.ReadAtLeast(begin, LongestBegin, throwOnEndOfStream: false);

        return length == 0 || isSuch(Encoding.UTF8.GetString(begin, 0, length));
    }

    private static bool IsDevice(string place) =>
        place.StartsWith("/dev/", StringComparison.Ordinal) && !place.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && File.Exists(place);
}

/// <summary>A file cannot be written there: its sentence says why, and what to do.</summary>
internal sealed class FileRefusedException(string sentence) : Exception(sentence);
