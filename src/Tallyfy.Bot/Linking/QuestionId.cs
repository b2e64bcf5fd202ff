using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// What was asked of one person, as the buttons below it name it. It is made of all that the question depends on, so
/// that the next one, of whatever kind, has another.
/// </summary>
internal readonly record struct QuestionId(string Value)
{
    public const int Length = 32;

    /// <summary>Null where nothing is asked that a button could answer.</summary>
    public static QuestionId? Of(LinkProgress progress)
    {
        if (progress is not { Stage: LinkStage.Proposed or LinkStage.AwaitingCode, Candidate: { } candidate })
            return null;

        var asked = string.Join(
            '\n',
            candidate.Person.Tenant,
            candidate.Person.ObjectId,
            candidate.Organization,
            candidate.TallyfyUserId.ToString(CultureInfo.InvariantCulture),
            progress.Stage,
            progress.Task,
            progress.Until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)); // as the store keeps it

        return new QuestionId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)))[..Length]);
    }

    public override string ToString() => Value;
}
