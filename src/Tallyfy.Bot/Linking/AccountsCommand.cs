using System.CommandLine;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Who is linked with whom, for whoever runs the bot: the only way to a link with <c>Accounts:Proof=Admin</c>.
/// </summary>
internal static class AccountsCommand
{
    public const string Name = "accounts";

    public static Command Describe(string[] settings) =>
        new(Name, "People in Teams and the Tallyfy members they are.")
        {
            List(settings),
            Link(settings),
            Unlink(settings),
            Forget(settings),
        };

    private static Command List(string[] settings)
    {
        var list = new Command("list", "Lists who is linked with whom.");
        list.SetAction((parsed, cancellationToken) =>
            ListAsync(Open(settings), parsed.InvocationConfiguration.Output, cancellationToken));
        return list;
    }

    private static Command Link(string[] settings)
    {
        var (tenant, person, organization) = (Tenant(), Person(), Organization());
        var member = new Option<long>("--member") { Required = true, Description = "The Tallyfy user id." };
        var link = new Command("link", "Links a person in Teams with a member, whom Tallyfy is asked for.")
        {
            tenant,
            person,
            organization,
            member,
        };
        link.SetAction((parsed, cancellationToken) => LinkAsync(
            Open(settings),
            new PersonId(parsed.GetValue(tenant)!, parsed.GetValue(person)!),
            parsed.GetValue(organization)!,
            parsed.GetValue(member),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return link;
    }

    private static Command Unlink(string[] settings)
    {
        var (tenant, person, organization) = (Tenant(), Person(), Organization());
        var unlink = new Command("unlink", "Ends the link of a person.") { tenant, person, organization };
        unlink.SetAction((parsed, cancellationToken) => UnlinkAsync(
            Open(settings),
            new PersonId(parsed.GetValue(tenant)!, parsed.GetValue(person)!),
            parsed.GetValue(organization)!,
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return unlink;
    }

    private static Command Forget(string[] settings)
    {
        var (tenant, person) = (Tenant(), Person());
        var forget = new Command(
            "forget", "Takes out of the store whatever tells of a person; docs/privacy.md says what stays.")
        {
            tenant,
            person,
        };
        forget.SetAction((parsed, cancellationToken) => ForgetAsync(
            Open(settings),
            new PersonId(parsed.GetValue(tenant)!, parsed.GetValue(person)!),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return forget;
    }

    private static Option<string> Tenant() =>
        new("--tenant") { Required = true, Description = "The Entra tenant id of the person." };

    private static Option<string> Person() =>
        new("--object-id") { Required = true, Description = "The Entra object id of the person." };

    private static Option<string> Organization() =>
        new("--organization") { Required = true, Description = "The Tallyfy organization id." };

    private static IServiceProvider Open(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.AddStoreBesideTheBot();
        builder.AddOrganizationsBesideTheBot();
        builder.AddTrailBesideTheBot();
        builder.Services.AddSingleton<TrailSignal>();
        builder.Services.AddSingleton<AccountStore>();
        builder.Services.AddSingleton<SignInTicketStore>();
        builder.Services.AddSingleton<LinkDialogStore>();
        builder.Services.AddSingleton<LinkTryStore>();
        builder.Services.AddSingleton<EndLink>();
        builder.Services.AddSingleton<ForgetPerson>();
        return builder.Build().Services;
    }

    private static async Task<int> ListAsync(
        IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var accounts = await services.GetRequiredService<AccountStore>().ListAsync(cancellationToken);

        foreach (var account in accounts)
            await output.WriteLineAsync(
                $"{account.Person} is member {account.TallyfyUserId} of {account.Organization}");

        if (accounts.Count == 0)
            await output.WriteLineAsync(
                "Nobody is linked. People link themselves by writing \"link\" to the bot, or see "
                + "\"accounts link --help\".");

        return 0;
    }

    private static async Task<int> LinkAsync(
        IServiceProvider services,
        PersonId person,
        string given,
        long user,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<OrganizationDirectory>();
        var known = OrganizationIds.Find(directory.All.Select(one => one.Id), given);

        if (known is null || directory.Find(known) is not { Id: var organizationId } organization)
            return await RefuseAsync(
                output,
                $"No organization {given} is in the settings: see Tallyfy:Organization.",
                cancellationToken);

        try
        {
            var found = await organization.ServiceClient.FindMemberAsync(organizationId, user, cancellationToken);

            if (found is not { IsActive: true } member)
                return await RefuseAsync(
                    output,
                    $"Tallyfy has no active member {user} in {organizationId}: nothing was changed.",
                    cancellationToken);

            var account = new LinkedAccount
            {
                Person = person,
                Organization = organizationId,
                TallyfyUserId = member.Id,
                Email = member.Email,
                DisplayName = member.FullName,
            };
            await services.GetRequiredService<AccountStore>().SaveAsync(account, AccountProof.Admin, cancellationToken);
            await output.WriteLineAsync($"{person} is member {user} of {organizationId} now.");
            return 0;
        }
        catch (TallyfyException e)
        {
            return await RefuseAsync(
                output,
                $"Tallyfy did not answer ({e.Kind}): nothing was changed. Look at the settings, or try again.",
                cancellationToken);
        }
    }

    private static async Task<int> UnlinkAsync(
        IServiceProvider services,
        PersonId person,
        string given,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        var accounts = await services.GetRequiredService<AccountStore>().ListAsync(cancellationToken);
        var organization = OrganizationIds.Find(accounts.Select(one => one.Organization), given) ?? given;

        if (!await services.GetRequiredService<EndLink>().ExecuteAsync(
            person, organization, LinkEnd.Operator, cancellationToken))
            return await RefuseAsync(
                output,
                $"{person} is not linked in {organization}: \"accounts list\" shows who is.",
                cancellationToken);

        await output.WriteLineAsync(
            $"{person} is not linked in {organization} any more, until they write \"link\" to the bot or somebody "
            + "links them here.");
        return 0;
    }

    private static async Task<int> ForgetAsync(
        IServiceProvider services, PersonId person, TextWriter output, CancellationToken cancellationToken)
    {
        // The end of the link is an entry of the trail too, and forgotten with the others.
        await services.GetRequiredService<EndLink>().ExecuteAsync(
            person, null, LinkEnd.Operator, cancellationToken);

        switch (await services.GetRequiredService<ForgetPerson>().ExecuteAsync(person, cancellationToken))
        {
            case ForgetResult.Forgotten(var decisions, var entries):
                await output.WriteLineAsync(
                    $"{person} is forgotten. {decisions} decisions and {entries} entries of the trail do not tell "
                    + "any more whose they are.");
                return 0;

            case ForgetResult.Already:
                await output.WriteLineAsync(
                    $"{person} was forgotten before, and nothing in this store tells of them.");
                return 0;

            case ForgetResult.Unknown:
                return await RefuseAsync(
                    output,
                    $"Nothing in this store tells of {person}: nobody was forgotten. Compare both ids with Entra's, "
                    + "and ConnectionStrings:Bot with that of the running bot; \"accounts list\" shows who is linked.",
                    cancellationToken);

            case ForgetResult.NotYet(var open):
                return await RefuseAsync(
                    output,
                    $"{person} is linked no longer, and {open} of their decisions are not over: nothing else was "
                    + "changed. Try again when those approvals are done.",
                    cancellationToken);

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<int> RefuseAsync(TextWriter output, string sentence, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(sentence.AsMemory(), cancellationToken);
        return 1;
    }
}
