using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>Where to look, and where to answer.</summary>
internal sealed record TrailQuestion(IServiceProvider Services, TextWriter Output, TextWriter Error)
{
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <param name="file">Where an operator wants an answer.</param>
    /// <param name="isSuch">Whether a file that begins so is an earlier answer of that kind.</param>
    /// <exception cref="FileRefusedException">Something else is there.</exception>
    public WrittenFile Begin(FileInfo file, Func<string, bool> isSuch) =>
        WrittenFile.Begin(file, isSuch, Get<OwnFiles>().List());

    public int Fail(string sentence)
    {
        Error.WriteLine(sentence);
        return 1;
    }
}
