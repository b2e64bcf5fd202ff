namespace Tallyfy.Bot.Linking;

/// <summary>A tap on a button below a question about who somebody is.</summary>
/// <param name="Question">To which it belongs.</param>
/// <param name="Word">What it says: yes, no, or a code.</param>
/// <param name="Typed">What was typed beside it.</param>
internal sealed record LinkTap(QuestionId Question, LinkWord Word, string? Typed);
