namespace Tallyfy.Bot.Storage;

/// <summary>Files that only the bot's own user reads and writes, whatever the process' umask lets through.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OnlyOwn = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OnlyOwnFolder = OnlyOwn | UnixFileMode.UserExecute;

    /// <summary>One that is made has mode 0600. One that is there keeps the mode that its owner gave it.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = mode is FileMode.OpenOrCreate ? FileAccess.ReadWrite : FileAccess.Write,
            Share = share,
        };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OnlyOwn;

        return new FileStream(path, options);
    }

    /// <summary>Takes from everybody else what they may do with a file that is there.</summary>
    /// <returns>Whether they might do anything.</returns>
    public static bool Narrow(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return false;

        var mode = File.GetUnixFileMode(path);
        var own = mode & OnlyOwnFolder;

        if (mode == own)
            return false;

        File.SetUnixFileMode(path, own);

        // There are file systems that take it and change nothing.
        return File.GetUnixFileMode(path) == own
            ? true
            : throw new UnauthorizedAccessException($"The mode of {path} stays as it is.");
    }
}
