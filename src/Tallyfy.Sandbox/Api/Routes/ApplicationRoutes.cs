using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>An application makes users and mints their tokens, with its own (docs/tallyfy-facts.md 3).</summary>
internal static class ApplicationRoutes
{
    private const int MaxName = 32;

    public static ApiRoute Minted { get; } = new(MintUserToken)
    {
        Audience = Audience.Application,
        IsJournaled = false,
        NeedsJson = false,
    };

    public static ApiRoute Provisioning { get; } = new(Provision) { Audience = Audience.Application };

    private static ApiAnswer MintUserToken(ApiCall call)
    {
        var email = call.Route("email");
        if (call.State.People.FindByEmail(email) is not { } member)
            return ApiErrors.From(call.State.People.IsKnownElsewhere(email)
                ? Refusal.Field("email", "The user does not belong to this organization.")
                : new Refusal.NotFound());
        if (!member.IsActive)
            return ApiErrors.From(Refusal.FromSetting(call.Options.InactiveUserToken, "The user is not active."));

        return TokenRoutes.Answer(call, member.Id, call.Options.MintedTokenSeconds);
    }

    private static ApiAnswer Provision(ApiCall call)
    {
        var errors = new FieldErrors(call)
            .Text("first_name", MaxName)
            .Text("last_name", MaxName)
            .Email("email")
            .Role("role", isRequired: false)
            .Timezone("timezone");
        if (call.State.People.FindByEmail(call.Text("email")) is not null)
            errors.Add("email", "The email has already been taken.");
        var role = MemberRoutes.Role(call) ?? MemberRole.Standard;
        if ((errors.Refusal ?? new Seats(call.State.People, call.Options).FindFault(role, null)) is { } refusal)
            return ApiErrors.From(refusal);

        var made = MemberRoutes.Add(call, role, "active", null);
        return ApiAnswer.Json(
            StatusCodes.Status201Created,
            new ItemJson<ProvisionedUserJson>(MemberShapes.Provisioned(made)),
            SandboxJson.Default.ItemJsonProvisionedUserJson);
    }
}
