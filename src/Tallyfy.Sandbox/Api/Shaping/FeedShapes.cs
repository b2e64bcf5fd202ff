using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Shaping;

internal static class FeedShapes
{
    public static FeedJson Row(FeedEntry entry, SandboxOptions options) => new()
    {
        Id = entry.Id,
        OrganizationId = entry.Organization.Id,
        Verb = [entry.Verb],
        Source = [entry.Source],
        ActorType = entry.Event.Actor is null ? [] : [@"App\Models\User"],
        ActorId = entry.Event.Actor is { } actor ? [actor.Id] : [],
        Actor = entry.Event.Actor is { } person ? [Actor(person)] : [],
        AuditableType = entry.Subject.Model,
        AuditableId = entry.Subject.Id,
        ParentableType = entry.Parent.Model,
        ParentableId = entry.Parent.Id,
        Type = [entry.Type],
        Description = [entry.Description],
        Field = entry.Event.Field,
        OldValue = entry.Event.OldValue,
        Text = entry.Event.Thread?.Content,
        CreatedAt = options.FeedDates == "plain"
            ? WireDate.Plain(entry.Event.At)
            : WireDate.Seconds(entry.Event.At),
    };

    private static FeedActorJson Actor(Member member) => new()
    {
        Email = member.Email,
        Username = MemberShapes.Me(member).Username,
        FirstName = member.FirstName,
        LastName = member.LastName,
        FullName = member.FullName,
    };
}
