using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.Requests;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A process of Megan's: Adele checks the budget, Lynne approves, and behind that somebody pays. Lynne asks for what
/// stands behind hers.
/// </summary>
internal static class BackgroundScenario
{
    public const string Earlier = "Budget check";
    public const string Asked = "Final approval";
    public const string Behind = "Pay invoice";
    public const string Hidden = "Send it back";

    private const string Title = "Payment";

    public static Template Create(int earlier = 1, Person? checks = null, Owners? asked = null)
    {
        var first = Enumerable.Range(1, earlier).Select(number =>
            Step(number, number == 1 ? Earlier : $"{Earlier} {number}", checks ?? Person.Adele, "approval"));
        var hidden = Step(earlier + 3, Hidden, Person.Megan, "task");

        return new Template
        {
            Id = SandboxState.NewId(),
            Title = Title,
            OwnerId = (int)Person.Megan.Member,
            Steps =
            [
                .. first,
                Step(earlier + 1, Asked, Person.Lynne, "approval") with
                {
                    Owners = asked ?? new Owners { Users = [(int)Person.Lynne.Member] },
                },
                Step(earlier + 2, Behind, Person.Adele, "task"),
                hidden,
            ],
            Rules =
            [
                new Rule
                {
                    Id = SandboxState.NewId(),
                    Alias = "show it",
                    Conditions = [],
                    Actions = [new RuleAction("visibility", "show") { StepId = hidden.Id }],
                },
            ],
        };
    }

    extension(ApprovalStory story)
    {
        /// <summary>Launched, and Lynne has her card. The first of the steps is what the launch names.</summary>
        public async Task<LaunchedTask> LaunchPaymentAsync(
            Template template, Func<LaunchedTask, Task>? beforeRead = null, Person? checks = null)
        {
            story.Sandbox.AddTemplate(template);
            var launched = await story.Sandbox.LaunchAsync(new
            {
                template = Title,
                title = Earlier,
                assignees = new[] { (checks ?? Person.Adele).Email },
            });

            if (beforeRead is not null)
                await beforeRead(launched);

            story.Sweep();
            await story.CardAsync(Person.Lynne, Asked, whenQuiet: story.Sweep);
            await story.QuietAsync();
            return launched;
        }

        /// <summary>Somebody writes to a task in Tallyfy's own page.</summary>
        public async Task WriteAsync(string task, Person author, string content)
        {
            var body = new Dictionary<string, object> { ["as"] = author.Email, ["content"] = content };
            story.Sandbox.Forbidden.AddWritten(JsonSerializer.SerializeToNode(body));
            using var client = story.Sandbox.CreateClient();
            using var answer = await client.PostAsJsonAsync(
                $"/_sandbox/tasks/{task}/comment", body, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }

        public Task<(ApprovalBackground Background, int Requests)> AskForMoreAsync(LaunchedTask launched) =>
            story.AskForMoreAsync(Person.Lynne, story.Sandbox.FindTask(launched.Run!, Asked));

        /// <summary>What stands behind a task for somebody, and how often Tallyfy was asked for it.</summary>
        public async Task<(ApprovalBackground Background, int Requests)> AskForMoreAsync(
            Person person, string task, Action<RequestBudget>? spend = null)
        {
            var cancel = TestContext.Current.CancellationToken;
            var who = new PersonId(Person.Tenant, person.ObjectId);
            var organization = story.Services.GetRequiredService<OrganizationDirectory>()
                .Find(WellKnown.OrganizationId)!;
            var account = await story.Services.GetRequiredService<AccountStore>()
                .FindAsync(who, organization.Id, cancel);
            var approval = await story.Services.GetRequiredService<ApprovalStore>()
                .FindLatestAsync(organization.Id, task, cancel);
            var member = await organization.ServiceClient.FindMemberAsync(organization.Id, person.Member, cancel);
            var budget = story.Services.GetRequiredService<RequestBudget>();
            var passed = story.Sandbox.Wire.Passed.Count;

            using var counted = budget.Enter(who);
            spend?.Invoke(budget);
            var background = await story.Services.GetRequiredService<FindBackground>()
                .ExecuteAsync(approval!, new Bot.Deciding.Actor(organization, account!), member!, cancel);

            // Not the list of members, which is everybody's, nor a token, which is kept, nor a sweep.
            return (background, story.Sandbox.Wire.Passed.Skip(passed).Count(IsForThis));
        }
    }

    private static bool IsForThis(string line) =>
        line.Contains("/runs/", StringComparison.Ordinal)
        || line.Contains("/tasks/", StringComparison.Ordinal)
        || line.EndsWith("/groups", StringComparison.Ordinal);

    private static TemplateStep Step(int position, string title, Person owner, string type) => new()
    {
        Id = SandboxState.NewId(),
        Alias = $"step {position}",
        Title = title,
        Position = position,
        TaskType = type,
        Owners = new Owners { Users = [(int)owner.Member] },
    };
}
