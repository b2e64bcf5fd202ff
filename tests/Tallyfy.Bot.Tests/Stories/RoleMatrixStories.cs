using System.Net;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Who may do what with a card, wherever they tap it and whoever signs: what the person is told, and what Tallyfy is.
/// Who may not decide takes nothing back either; before their undo somebody else, or they themselves while they still
/// might, has decided.
/// </summary>
public sealed class RoleMatrixStories(RoleScenario desk) : IClassFixture<RoleScenario>
{
    private const string Contoso = "Contoso";

    private static readonly Expected Approves = new(StoryTexts.English.YouApproved, Deed.Approval, IsCard: true);
    private static readonly Expected Rejects = new(StoryTexts.English.YouRejected, Deed.Rejection, IsCard: true);
    private static readonly Expected TakesBack = new(
        StoryTexts.English.ApprovalTakenBackBy("{0}"), Deed.Reopening, IsCard: true);
    private static readonly Expected OnlyInTallyfy = Card(StoryTexts.English.UndoOnlyInTallyfy);
    private static readonly Expected Nothing = Sentence(StoryTexts.English.CardTooOld);
    private static readonly Expected NotYoursAnyMore = Card(StoryTexts.English.NotYours);
    private static readonly Expected OthersDecision = Card(StoryTexts.English.ApprovedBy(Person.Lynne.Name));
    private static readonly Expected NotServed = Sentence(StoryTexts.English.NotServed);
    private static readonly Expected NotLinked = Sentence(StoryTexts.English.NotLinkedYet(Contoso));
    private static readonly Expected NotActive = Sentence(StoryTexts.English.Inactive(Contoso, "{1}"));

    private static readonly Dictionary<Role, Row> Table = new()
    {
        //                            approve          reject           undo: own token, administrator's token
        [Role.Member] = new(Approves, Rejects, TakesBack, OnlyInTallyfy),
        [Role.LightMember] = new(Approves, Rejects, TakesBack, OnlyInTallyfy),
        [Role.Administrator] = new(Nothing, Nothing, Nothing, Nothing),
        [Role.FormerAssignee] = new(NotYoursAnyMore, NotYoursAnyMore, OthersDecision, OthersDecision),
        [Role.GroupMember] = new(Approves, Rejects, TakesBack, OnlyInTallyfy),
        [Role.Guest] = new(Nothing, Nothing, Nothing, Nothing),
        [Role.Stranger] = new(Nothing, Nothing, Nothing, Nothing),
        [Role.OtherTenant] = new(NotServed, NotServed, NotServed, NotServed),
        [Role.Unlinked] = new(NotLinked, NotLinked, NotLinked, NotLinked),
        [Role.Disabled] = new(NotActive, NotActive, NotActive, NotActive),
    };

    /// <summary>All 180 in a whole run; otherwise 30 in which each two values of two columns meet.</summary>
    public static TheoryData<Role, TapVerb, Place, CredentialMode> Cells()
    {
        var cells = new TheoryData<Role, TapVerb, Place, CredentialMode>();

        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var verb in Enum.GetValues<TapVerb>())
            {
                foreach (var (place, mode) in Extent.IsWhole ? Everywhere : Somewhere((int)role + (int)verb))
                    cells.Add(role, verb, place, mode);
            }
        }

        return cells;
    }

    private static IEnumerable<(Place, CredentialMode)> Everywhere => Enum.GetValues<Place>()
        .SelectMany(place => Enum.GetValues<CredentialMode>().Select(mode => (place, mode)));

    private static IEnumerable<(Place, CredentialMode)> Somewhere(int step) =>
        [((Place)(step % 3), (CredentialMode)(step % 2))];

    public static MatrixTheoryData<Role, Place> SharedCells() =>
        new(Enum.GetValues<Role>(), [Place.GroupChat, Place.Channel]);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_role_is_told_and_Tallyfy_reads_what_the_table_says(
        Role role, TapVerb verb, Place place, CredentialMode mode)
    {
        var expected = Table[role].Of(verb, mode);
        var scene = await desk.PrepareAsync(role, verb, mode);

        var answer = await scene.Story.InvokeAsync(RoleScenario.TapOf(scene, verb, place, isSubmit: false));

        Assert.Equal(LinesOf(expected.Deed, scene, mode), await scene.WritesAsync());
        Assert.Contains(expected.WordsTo(role), answer.Words, StringComparison.Ordinal);
        Assert.Equal(expected.IsCard, !answer.IsSentence);
        Assert.Equal(expected.IsCard, answer.Words.Contains(scene.Task.Title, StringComparison.Ordinal));
        Assert.Empty(scene.Shared);
    }

    /// <summary>An older client's tap has no answer, so the bot has to choose a place for one.</summary>
    [Theory]
    [MemberData(nameof(SharedCells))]
    public async Task What_is_said_to_a_tap_without_an_answer_is_said_where_only_that_person_reads_it(
        Role role, Place place)
    {
        var expected = Table[role].Approve;
        var scene = await desk.PrepareAsync(role, TapVerb.Approve, CredentialMode.PersonalToken);
        await scene.Story.AnsweredAsync();
        var before = scene.Story.Teams.In(scene.Actor.Chat).Select(message => message.Id).ToHashSet();

        var (status, _) = await scene.Story.PostAsync(
            RoleScenario.TapOf(scene, TapVerb.Approve, place, isSubmit: true));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(LinesOf(expected.Deed, scene, CredentialMode.PersonalToken), await scene.WritesAsync());
        Assert.Empty(scene.Shared);
        Assert.Equal(
            role is not Role.OtherTenant,
            scene.Story.Teams.In(scene.Actor.Chat).Any(message => !before.Contains(message.Id)
                && message.Words.Replace("\\", "", StringComparison.Ordinal).Contains(
                    expected.WordsTo(role), StringComparison.Ordinal)));
    }

    private static IReadOnlyList<JournalLine> LinesOf(Deed deed, RoleScene scene, CredentialMode mode)
    {
        var member = scene.Actor.Member;
        var signer = mode is CredentialMode.Application ? member : WellKnown.Bot;

        return deed switch
        {
            Deed.Approval => [new JournalLine(scene.Task.Task, signer, member, true, member, 200)],
            Deed.Rejection => [new JournalLine(scene.Task.Task, signer, member, false, member, 200)],
            Deed.Reopening => [new JournalLine(scene.Task.Task, member, null, null, null, 200)],
            _ => [],
        };
    }

    private static Expected Card(string words) => new(words, Deed.None, IsCard: true);

    private static Expected Sentence(string words) => new(words, Deed.None, IsCard: false);

    private sealed record Row(Expected Approve, Expected Reject, Expected UndoAsActor, Expected UndoAsAdministrator)
    {
        public Expected Of(TapVerb verb, CredentialMode mode) => (verb, mode) switch
        {
            (TapVerb.Approve, _) => Approve,
            (TapVerb.Reject, _) => Reject,
            (_, CredentialMode.Application) => UndoAsActor,
            _ => UndoAsAdministrator,
        };
    }

    /// <summary>{0} is the actor's name, {1} their address.</summary>
    private sealed record Expected(string Words, Deed Deed, bool IsCard)
    {
        public string WordsTo(Role role) => Words
            .Replace("{0}", RoleScenario.NameOf(role), StringComparison.Ordinal)
            .Replace("{1}", RoleScenario.AddressOf(role), StringComparison.Ordinal);
    }

    private enum Deed
    {
        None,
        Approval,
        Rejection,
        Reopening,
    }
}
