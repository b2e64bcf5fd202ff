namespace Tallyfy.Bot.Trail;

/// <summary>Where to look, and where to answer.</summary>
internal sealed record TrailQuestion(IServiceProvider Services, TextWriter Output, TextWriter Error)
{
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public int Fail(string sentence)
    {
        Error.WriteLine(sentence);
        return 1;
    }
}
