using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;
using Tallyfy.Bot.Trail;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Fuzz;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>What goes to Tallyfy, and what is believed of what it, or somebody in its name, tells.</summary>
public sealed partial class OutwardFuzz
{
    private static readonly Arbitrary<string> Typed = Fuzz.Rows(
    [
        .. Pieces.Text, .. Pieces.Html, .. Pieces.Hidden,
        "@", "@[12]", "@[1003]", "@new@mail.example", "@ana", "＠", "&commat;", "&#64;[12]", "&#x40;", "&lt;b", "&LT",
        "[", "]", "12",
    ]);

    [Fact]
    public void A_comment_mentions_invites_and_marks_up_nothing() => Fuzz.Check(
        from name in Typed.Generator
        from reason in Typed.Generator
        select (name, reason),
        given =>
        {
            var comment = CommentText.For(Sample(given.name, given.reason));

            Assert.DoesNotContain(comment, letter => letter is '@' or '<' or '>' or '\r');
            Assert.DoesNotContain('\n', comment[..comment.IndexOf(" via Teams: ", StringComparison.Ordinal)]);
            Assert.InRange(
                comment.Count(letter => letter is '\n'), 0, given.reason.ReplaceLineEndings("\n").Count(IsLineEnd));
            Assert.DoesNotMatch(Entity(), comment);
            Shown.AssertSafe(comment.Replace("{{", "", StringComparison.Ordinal)); // a function is one on cards only
            Assert.Contains(" via Teams: Rejected. ", comment, StringComparison.Ordinal);
            Assert.Matches(@"\[[0-9A-Z]{5}-[0-9A-Z]{5}\]\z", comment);
            Assert.Equal(
                LettersOf(given.name) + "viaTeamsRejected" + LettersOf(given.reason),
                LettersOf(comment[..comment.LastIndexOf('[')]));
        });

    private static bool IsLineEnd(char letter) => letter is '\n';

    [Fact]
    public void A_damaged_webhook_names_well_made_ids_or_is_a_reason_to_look() => Fuzz.Check(
        from kinds in Gen.Choose(0, 9).ArrayOf()
        from sample in Gen.Elements(Webhooks)
        from place in Gen.Choose(0, 1 << 20)
        from choice in Gen.Choose(0, 1 << 20)
        select kinds.Take(4).Select((kind, index) => new Damage(kind, place + index, choice + index))
            .Aggregate(sample, (body, damage) => damage.Apply(body)),
        body =>
        {
            var webhook = TallyfyWebhook.Read(Encoding.UTF8.GetBytes(body));
            var hint = Hint.For(webhook?.RunId, webhook?.TaskId) ?? Hint.Feed;

            Assert.Matches(hint.Kind is HintKind.Feed ? "^$" : @"\A[0-9a-f]{32}\z", hint.Id);
            Assert.True(hint.Kind is HintKind.Feed || body.Contains(hint.Id, StringComparison.Ordinal));
        });

    private static readonly string[] Webhooks =
    [
        """{"this_task":{"id":"0123456789abcdef0123456789abcdef"},"process":"""
        + """{"id":"fedcba9876543210fedcba9876543210","organization_id":"c0a7050c0a7050c0a7050c0a7050c0a7"}}""",
        """{"id":"0123456789abcdef0123456789abcdef","checklist_id":"1","organization_id":"""
        + "\"c0a7050c0a7050c0a7050c0a7050c0a7\"}",
        """{"event":"task.completed","task":"""
        + """{"id":"0123456789abcdef0123456789abcdef","run_id":"fedcba9876543210fedcba9876543210"}}""",
    ];

    internal static Decision Sample(string name, string reason) => new()
    {
        Id = Guid.Parse("019a4f00-0000-7000-8000-000000000001"),
        Approval = new ApprovalKey("org", "task", 1),
        Rendering = new RenderingId("Zm9yLXRlc3RzLW9ubHkhIQ"),
        Actor = new LinkedAccount
        {
            Person = new PersonId("tenant", "object"),
            Organization = "org",
            TallyfyUserId = 1,
            Email = "a@example.com",
            DisplayName = name,
        },
        Verdict = Verdict.Rejected,
        Reason = reason,
        Digest = "",
        Receipt = ReceiptCode.For(Guid.Empty),
        ClaimedAt = DateTimeOffset.UnixEpoch,
    };

    private static string LettersOf(string text) =>
        string.Concat(ForeignText.Visible(text).Where(char.IsAsciiLetterOrDigit));

    [GeneratedRegex("&(#|[A-Za-z][A-Za-z0-9]*;|lt|gt)", RegexOptions.IgnoreCase)]
    private static partial Regex Entity();
}
