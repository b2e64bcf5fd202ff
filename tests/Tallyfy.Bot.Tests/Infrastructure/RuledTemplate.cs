using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A template whose approval, once given, opens two tasks for Adele; both are hidden before.</summary>
internal static class RuledTemplate
{
    public const string Title = "Visit";

    public static Template Create()
    {
        var approve = Step("approve", "Approve the visit", 1) with { TaskType = "approval" };
        var gate = Step("gate", "Open the gate", 2);
        var coffee = Step("coffee", "Make coffee", 3);

        return new Template
        {
            Id = SandboxState.NewId(),
            Title = Title,
            OwnerId = (int)Person.Megan.Member,
            Steps = [approve, gate, coffee],
            Rules = [Shows(approve, gate), Shows(approve, coffee)],
        };
    }

    private static TemplateStep Step(string alias, string title, int position) => new()
    {
        Id = SandboxState.NewId(),
        Alias = alias,
        Title = title,
        Position = position,
        Owners = new Owners { Users = [(int)Person.Adele.Member] },
    };

    private static Rule Shows(TemplateStep asked, TemplateStep shown) => new()
    {
        Id = SandboxState.NewId(),
        Alias = $"show {shown.Alias}",
        Conditions = [new RuleCondition("approved") { StepId = asked.Id, Statement = "any_time" }],
        Actions = [new RuleAction("visibility", "show") { StepId = shown.Id }],
    };
}
