using Tallyfy.Bot.Deciding;
using Tallyfy.Client.People;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>Who sees what of a run that is read with an organization's token.</summary>
public sealed class ProcessViewTests
{
    private const long Me = 7;

    private static readonly TallyfyRun Foreign = new() { Id = "r", StartedBy = 1, OwnerId = 2, Collaborators = [3] };

    [Fact]
    public void Who_is_of_the_run_sees_it()
    {
        Assert.True(Sees(Foreign with { StartedBy = Me }));
        Assert.True(Sees(Foreign with { OwnerId = Me }));
        Assert.True(Sees(Foreign with { Collaborators = [3, Me] }));
        Assert.True(Sees(Foreign with { Users = [Me] }));
        Assert.True(Sees(Foreign, role: "Admin"));
        Assert.False(Sees(Foreign));
        Assert.False(Sees(null));
        Assert.False(Sees(null, role: "admin"));
    }

    [Fact]
    public void An_owner_sees_their_own_task_and_no_more()
    {
        var view = View([new TallyfyGroup { Id = "g", Members = [Me] }, new TallyfyGroup { Id = "h", Members = [1] }]);

        Assert.True(view.Sees(Task(Foreign) with { Owners = new TallyfyOwners([Me], [], []) }));
        Assert.True(view.Sees(Task(Foreign) with { Owners = new TallyfyOwners([], [], ["g"]) }));
        Assert.False(view.Sees(Task(Foreign) with { Owners = new TallyfyOwners([1], [], ["h"]) }));
        Assert.False(view.SeesAll([Task(Foreign) with { Owners = new TallyfyOwners([Me], [], []) }]));
    }

    [Fact]
    public void What_is_for_its_owners_only_others_of_the_run_do_not_see()
    {
        var secret = Task(Foreign with { OwnerId = Me }) with { TopSecret = true };

        Assert.False(View([]).Sees(secret));
        Assert.True(View([]).Sees(secret with { Owners = new TallyfyOwners([Me], [], []) }));
        Assert.True(View([], role: "admin").Sees(secret));
    }

    [Fact]
    public void With_their_own_token_Tallyfy_has_said_it() =>
        Assert.True(View([], isOwnToken: true).Sees(Task(null) with { TopSecret = true }));

    private static bool Sees(TallyfyRun? run, string role = "standard") => View([], role).Sees(Task(run));

    private static ProcessView View(
        IReadOnlyList<TallyfyGroup> groups, string role = "standard", bool isOwnToken = false) =>
        new(new TallyfyMember { Id = Me, Role = role }, groups, isOwnToken);

    private static TallyfyTask Task(TallyfyRun? run) => new() { Id = "t", Run = run };
}
