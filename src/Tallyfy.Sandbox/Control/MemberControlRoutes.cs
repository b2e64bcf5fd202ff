using System.Text.Json.Serialization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Control;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemberRequest(string? Status = null, string? Role = null, string? Email = null);

/// <summary>Makes a person what a test needs: an invited one who accepts, a light member, a changed address.</summary>
internal static class MemberControlRoutes
{
    public static async Task<IResult> ChangeAsync(
        string email, HttpRequest request, SandboxState state, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        lock (state.Gate)
        {
            return ControlBody.Read(body, ControlJson.Default.MemberRequest).Match(
                change => Addressees.Person(state, email).Match(
                    member => Change(state, member, change),
                    ApiErrors.From),
                ApiErrors.From);
        }
    }

    private static ApiAnswer Change(SandboxState state, Member member, MemberRequest change)
    {
        if (change.Status is not (null or "active" or "invited" or "disabled"))
            return ApiErrors.From(ControlBody.Mistake("\"status\" is active, invited or disabled."));
        if (change.Role is { } word && !FieldErrors.Roles.Contains(word, StringComparer.OrdinalIgnoreCase))
            return ApiErrors.From(ControlBody.Mistake("\"role\" is admin, standard or light."));
        if (change.Email is { } address && !FieldErrors.IsEmail(address))
            return ApiErrors.From(ControlBody.Mistake("\"email\" is no e-mail address."));

        var changed = member with
        {
            Status = change.Status ?? member.Status,
            Role = Enum.TryParse<MemberRole>(change.Role, ignoreCase: true, out var role) ? role : member.Role,
            Email = change.Email ?? member.Email,
        };
        state.People.Add(changed);
        return ApiAnswer.Ok(
            new ItemJson<ListedMemberJson>(MemberShapes.Listed(changed)), SandboxJson.Default.ItemJsonListedMemberJson);
    }
}
