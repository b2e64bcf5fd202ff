using System.Text.Json;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Seed;

/// <summary>Contoso, with the people of the Agents Playground and a working day's approvals.</summary>
internal static class DemoSeed
{
    public static SandboxState Create(DateTimeOffset now)
    {
        var contoso = new Organization(WellKnown.OrganizationId, "Contoso", "contoso", now.AddYears(-1));
        var state = Seeds.Create(contoso, now);
        AddPeople(state, now);
        state.Templates.Add(DemoTemplates.PurchaseRequest(now));
        state.Templates.Add(DemoTemplates.ContractReview(now));
        state.Templates.Add(DemoTemplates.TimeOff(now));
        AddForAlex(state, now);
        AddForOthers(state, now);
        CornerCases.Add(state, now);
        return state;
    }

    private static void AddPeople(SandboxState state, DateTimeOffset now)
    {
        Add(WellKnown.Alex, "alexw@example.com", "Alex", "Wilber", "Marketing Assistant");
        Add(WellKnown.Megan, "meganb@example.com", "Megan", "Bowen", "Marketing Manager");
        Add(WellKnown.Adele, "adelev@example.com", "Adele", "Vance", "Retail Manager");
        Add(WellKnown.Isaiah, "isaiahl@example.com", "Isaiah", "Langer", "Sales Representative");
        Add(WellKnown.Patti, "pattif@example.com", "Patti", "Fernandez", "President");
        Add(WellKnown.Lynne, "lynner@example.com", "Lynne", "Robbins", "Planner");
        Add(WellKnown.Diego, "diegos@example.com", "Diego", "Siciliani", "HR Manager", MemberRole.Light);

        AddGroupAndGuest(state, now);

        void Add(
            int id, string email, string firstName, string lastName, string job,
            MemberRole role = MemberRole.Standard) =>
            state.People.Add(new Member
            {
                Id = id,
                Email = email,
                FirstName = firstName,
                LastName = lastName,
                Role = role,
                JobTitle = job,
                CreatedAt = now.AddMonths(-11),
            });
    }

    private static void AddGroupAndGuest(SandboxState state, DateTimeOffset now)
    {
        state.People.Add(new Group
        {
            Id = WellKnown.Finance,
            Name = "Finance",
            Description = "Signs what costs money.",
            Members = [WellKnown.Adele, WellKnown.Isaiah],
            CreatedAt = now.AddMonths(-6),
        });

        state.People.Add(new Guest
        {
            Id = WellKnown.Lidia,
            Email = WellKnown.GuestEmail,
            FirstName = "Lidia",
            LastName = "Holloway",
            Code = SeedIds.For("guest lidiah"),
            Details = new Dictionary<string, string> { ["company_name"] = "Wide World Importers" },
            CreatedAt = now.AddMonths(-2),
        });
    }

    private static void AddForAlex(SandboxState state, DateTimeOffset now)
    {
        Launch(
            state, "Purchase request", "12 standing desks", now.AddHours(-5),
            Plan(WellKnown.Patti, 2, WellKnown.Alex) with
            {
                Answers = Costs("EUR 4,780.00", "The new office opens next month and the old desks cannot be moved."),
            });
        Launch(
            state, "Contract review", "Fabrikam support agreement", now.AddHours(-4),
            Plan(WellKnown.Lynne, 3, WellKnown.Alex));
        Launch(
            state, "Purchase request", "laptops for the spring hires", now.AddHours(-3),
            Plan(WellKnown.Isaiah, 1, WellKnown.Alex, WellKnown.Megan) with
            {
                Answers = Costs("EUR 14,250.00", "Nine people start next quarter."),
            });
        Launch(
            state, null, "the press release about the new store", now.AddHours(-2),
            Plan(WellKnown.Lynne, 1, WellKnown.Alex) with
            {
                Summary = "<p>Text and pictures are in the shared folder. It goes out at nine tomorrow.</p>",
            });
    }

    private static void AddForOthers(SandboxState state, DateTimeOffset now)
    {
        Launch(
            state, "Time off", "one week for Adele Vance", now.AddHours(-26),
            Plan(WellKnown.Adele, 4, WellKnown.Megan));
        Launch(
            state, "Purchase request", "a stand at the trade fair", now.AddHours(-8),
            Plan(WellKnown.Patti, 5) with
            {
                Approvers = new Owners { Groups = [WellKnown.Finance] },
                Answers = Costs("EUR 7,900.00", "Early booking saves a fifth of the price."),
            });

        var past = Launch(
            state, "Time off", "two days for Isaiah Langer", now.AddDays(-3),
            Plan(WellKnown.Isaiah, 2, WellKnown.Megan));
        Complete(state, WellKnown.Megan, past, true, now.AddDays(-2));
    }

    private static Dictionary<string, JsonElement> Costs(string amount, string reason) => new()
    {
        ["amount"] = DemoTemplates.Text(amount),
        ["reason"] = DemoTemplates.Text(reason),
    };

    public static LaunchPlan Plan(int by, int days, params int[] approvers) => new()
    {
        LaunchedBy = by,
        Approvers = new Owners { Users = approvers },
        DueIn = TimeSpan.FromDays(days),
    };

    public static TallyfyTask Launch(
        SandboxState state, string? template, string subject, DateTimeOffset at, LaunchPlan plan)
    {
        var approval = new LaunchApproval(state, at).Execute(plan with
        {
            Template = state.Templates.Find(known => known.Title == template),
            IsStandalone = template is null,
            Title = $"Approve {subject}",
            Subject = subject,
            IdOf = part => SeedIds.For($"{part} of {subject}"),
        });

        // Whoever asked has done their part; what comes after the approval still waits.
        foreach (var before in approval.Run?.Tasks.Where(task => task.Step?.Position < approval.Step?.Position) ?? [])
            Complete(state, plan.LaunchedBy, before, null, at);
        return approval;
    }

    public static void Complete(SandboxState state, int by, TallyfyTask task, bool? isApproved, DateTimeOffset at)
    {
        var person = state.People.Find(by) ?? throw new InvalidOperationException($"Nobody has the id {by}.");
        var request = new CompletionRequest(task.Id, task.Run?.Id) { IsApproved = isApproved };
        _ = new CompleteTask(state, new SandboxOptions()).Execute(person, request, at);
    }
}
