namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>A program that says one thing and has words for another, which it never comes to.</summary>
internal static class PlantedProgram
{
    internal abstract record Answer
    {
        private Answer()
        {
        }

        public sealed record Given : Answer;

        public sealed record AskedFor : Answer;
    }

    public static async Task StartAsync()
    {
        await Task.Yield();
        var answers = Enumerable.Range(0, 1).Select(_ => Make());
        _ = answers.Select(Words).ToList();
    }

    public static string Said() => "said";

    public static string Unsaid() => "unsaid";

    private static Answer Make() => new Answer.Given();

    private static string Words(Answer answer) => answer switch
    {
        Answer.Given => Said(),
        Answer.AskedFor => "never",
        _ => throw new InvalidOperationException(),
    };
}
